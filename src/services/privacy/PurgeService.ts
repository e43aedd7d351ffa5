import { Op } from 'sequelize';
import { findInBatches } from '../../database/findInBatches.js';
import { transaction } from '../../database/transaction.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';
import { randomId } from '../../utils/random.js';
import AuditService from '../../audit/AuditService.js';
import PasswordService from '../auth/PasswordService.js';
import { personalData } from './registry.js';
import { RESTORE_WINDOW } from './retention.js';

const BATCH = 100;

function purgeable() {
  return { deletedAt: { [Op.lt]: clock.in(-RESTORE_WINDOW) }, purgedAt: null };
}

/** The address cannot be guessed, lest somebody take it and keep the row from being purged. */
function anonymizedValues(id: number) {
  return {
    firstname: 'Deleted',
    lastname: 'user',
    email: `deleted-${id}@${randomId()}.invalid`,
    password: PasswordService.unusableHash(),
    emailVerifiedAt: null,
    avatar: null,
    avatarThumbnail: null,
    twoFactorSecret: null,
    twoFactorConfirmedAt: null,
    twoFactorLastStep: null,
    lastLoginAt: null,
  };
}

class PurgeService {
  /**
   * Removes the personal data of users who were deleted long ago; returns how many. Stops where the signal aborts.
   *
   * @throws Error if some could not be purged, after all were tried
   */
  public async purgeUsers(signal: AbortSignal): Promise<number> {
    let [purged, failed] = [0, 0];
    const options = { where: purgeable(), attributes: ['id'] as ['id'], size: BATCH, withDeleted: true, signal };
    for await (const users of findInBatches(User, options)) {
      for (const { id } of users) {
        const isPurged = await this.tryPurge(id, signal);
        if (isPurged === undefined) failed += 1;
        else purged += Number(isPurged);
      }
    }
    if (failed > 0) throw new Error(`${failed} users could not be purged`);
    return purged;
  }

  /** One user who resists must not keep the others: undefined then. */
  private async tryPurge(id: number, signal: AbortSignal): Promise<boolean | undefined> {
    signal.throwIfAborted();
    try {
      return await this.purgeUser(id, signal);
    } catch (error) {
      signal.throwIfAborted();
      logger.error('A user could not be purged', { userId: id, error });
      return undefined;
    }
  }

  /** Under a lock on the user, who may have been restored meanwhile. */
  private purgeUser(id: number, signal: AbortSignal): Promise<boolean> {
    return transaction(async () => {
      const user = await User.findOne({ where: { id, ...purgeable() }, paranoid: false, lock: true });
      if (!user) return false;
      for (const part of personalData()) await part.erase(user, signal);
      await user.update({ ...anonymizedValues(id), purgedAt: clock.now() });
      await AuditService.record({ action: 'user.purged', subject: user });
      return true;
    });
  }
}

export default new PurgeService();
