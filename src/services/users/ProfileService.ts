import AuditService from '../../audit/AuditService.js';
import { type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { Profile } from '../../models/users/Profile.js';
import { User } from '../../models/users/User.js';
import type { Preferences } from '../../notifications/preferences.js';

type ProfileValues = Omit<Changes<Profile>, 'notificationPreferences'> & {
  /** Choices per notification type that differ from the defaults. */
  notificationPreferences: Preferences | null;
};

/** Reads and replaces profiles. */
class ProfileService {
  /** Finds the user's profile, or builds an empty one that is not saved. */
  public async forUser({ id: userId }: Pick<User, 'id'>): Promise<Profile> {
    const profile = await Profile.findOne({ where: { userId } });
    return profile ?? Profile.build({ userId });
  }

  /** Replaces the profile. Row lock on the user: concurrent first saves must not both insert. @throws NotFound */
  public replace({ id }: Pick<User, 'id'>, { notificationPreferences, ...values }: ProfileValues): Promise<Profile> {
    return transaction(async () => {
      const user = await User.findByPk(id, { lock: true });
      if (!user) throw new NotFound('User');
      const profile = await this.forUser(user);
      const preferences = JSON.stringify(notificationPreferences ?? {});
      profile.set({ ...editableValues(Profile, values, 'owner'), notificationPreferences: preferences });
      const fields = profile.changed() || [];
      await profile.save();
      // Names of fields without values, because the audit log outlives the account.
      if (fields.length > 0)
        await AuditService.record({ action: 'user.profile-updated', subject: user, after: { fields } });
      return profile;
    });
  }
}

export default new ProfileService();
