import AuditService from '../../audit/AuditService.js';
import { erasedValues } from '../../database/columnHandling.js';
import { findInBatches } from '../../database/findInBatches.js';
import { transaction } from '../../database/transaction.js';
import { logger } from '../../logging/logger.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { personalData } from './registry.js';
import { RESTORE_WINDOW } from './retention.js';

const BATCH = 100;

/** Erases the personal data of deleted users (GDPR, right to erasure). */
class PurgeService {
  /**
   * Purges users whose restore window is over, and returns their number. Stops when the signal aborts.
   *
   * @throws Error after all users were tried, if some could not be purged
   */
  public async purgeUsers(signal: AbortSignal): Promise<number> {
    let [purged, failed] = [0, 0];
    const options = {
      where: User.purgeable(clock.in(-RESTORE_WINDOW)),
      attributes: ['id'] as ['id'],
      size: BATCH,
      withDeleted: true,
      signal,
    };
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

  /** Returns undefined for a user that could not be purged, so that the others still are. The error is logged. */
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

  /** Row lock: an administrator may have restored the user meanwhile. */
  private purgeUser(id: number, signal: AbortSignal): Promise<boolean> {
    return transaction(async () => {
      const user = await User.findOne({
        where: { id, ...User.purgeable(clock.in(-RESTORE_WINDOW)) },
        paranoid: false,
        lock: true,
      });
      if (!user) return false;
      for (const part of personalData()) await part.erase(user, signal);
      await user.update({ ...erasedValues(user), purgedAt: clock.now() });
      await AuditService.record({ action: 'user.purged', subject: user });
      return true;
    });
  }
}

export default new PurgeService();
