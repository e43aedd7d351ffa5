import { type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { Profile } from '../../models/users/Profile.js';
import { User } from '../../models/users/User.js';
import type { Preferences } from '../../notifications/preferences.js';
import AuditService from '../../audit/AuditService.js';

type ProfileValues = Omit<Changes<Profile>, 'notificationPreferences'> & {
  /** Types of notifications whose channels differ from the defaults. */
  notificationPreferences: Preferences | null;
};

class ProfileService {
  /** The user's profile; an empty one that is not saved where there is none yet. */
  public async forUser({ id: userId }: Pick<User, 'id'>): Promise<Profile> {
    const profile = await Profile.findOne({ where: { userId } });
    return profile ?? Profile.build({ userId });
  }

  /** Replaces all of it, under a lock on the user: of two first profiles at once, one becomes a change. @throws NotFound */
  public replace({ id }: Pick<User, 'id'>, { notificationPreferences, ...values }: ProfileValues): Promise<Profile> {
    return transaction(async () => {
      const user = await User.findByPk(id, { lock: true });
      if (!user) throw new NotFound('User');
      const profile = await this.forUser(user);
      const preferences = JSON.stringify(notificationPreferences ?? {});
      profile.set({ ...editableValues(Profile, values, 'owner'), notificationPreferences: preferences });
      const fields = profile.changed() || [];
      await profile.save();
      // Which fields, but not what they say: the audit outlives the account.
      if (fields.length > 0)
        await AuditService.record({ action: 'user.profile-updated', subject: user, after: { fields } });
      return profile;
    });
  }
}

export default new ProfileService();
