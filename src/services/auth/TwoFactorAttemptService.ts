import { literal, Op } from 'sequelize';
import { limitsConfig } from '../../config/limits.js';
import type { Rate } from '../../config/schema.js';
import { transaction } from '../../database/transaction.js';
import { InvalidCode } from '../../exceptions/errors.js';
import { TooManyRequests } from '../../exceptions/TooManyRequests.js';
import { TwoFactorAttempt } from '../../models/auth/TwoFactorAttempt.js';
import { clock } from '../../utils/clock.js';
import AuditService from '../../audit/AuditService.js';

/**
 * Counts the codes that are tried for a user, however many challenges there are. In the database, because a million
 * codes are few: the count must be exact among all instances, with Redis or without.
 */
class TwoFactorAttemptService {
  /**
   * Does in a transaction what takes a code of the user. Only tries that fail stay counted.
   *
   * @throws TooManyRequests, and whatever the work throws
   */
  public async withLimit<T>(userId: number, work: () => Promise<T>): Promise<T> {
    const rate = limitsConfig.twoFactor;
    // Before the code is looked at, or parallel tries would all be the last one that is allowed.
    if (rate) await this.reserveAttempt(userId, rate);
    try {
      const result = await transaction(work);
      if (rate) await this.decrement(userId);
      return result;
    } catch (error) {
      if (error instanceof InvalidCode) await this.auditFailure(userId);
      // What was no try of a code must not keep the owner out.
      else if (rate) await this.decrement(userId);
      throw error;
    }
  }

  // Three statements without a transaction: each holds its lock alone, so none can wait for another in a circle.
  private async reserveAttempt(userId: number, rate: Rate & object): Promise<void> {
    if (await this.increment(userId, rate)) return;
    // Over for everybody, also for an instance whose clock is slow: one of them begins a new span.
    await TwoFactorAttempt.bulkCreate([{ userId, tries: 0, endsAt: new Date(0) }], { ignoreDuplicates: true });
    const isOver = { userId, endsAt: { [Op.lte]: clock.now() } };
    await TwoFactorAttempt.update({ tries: 0, endsAt: clock.in(rate.window) }, { where: isOver });
    if (!(await this.increment(userId, rate))) throw new TooManyRequests(await this.secondsUntilReset(userId));
  }

  private async increment(userId: number, { limit }: Rate & object): Promise<boolean> {
    const where = { userId, endsAt: { [Op.gt]: clock.now() }, tries: { [Op.lt]: limit } };
    const [added] = await TwoFactorAttempt.update({ tries: literal('tries + 1') }, { where });
    return added === 1;
  }

  private async decrement(userId: number): Promise<void> {
    const where = { userId, tries: { [Op.gt]: 0 } };
    await TwoFactorAttempt.update({ tries: literal('tries - 1') }, { where });
  }

  private async secondsUntilReset(userId: number): Promise<number> {
    const counted = await TwoFactorAttempt.findByPk(userId);
    const left = Number(counted?.endsAt ?? 0) - clock.now().getTime();
    return Math.max(1, Math.ceil(left / 1000));
  }

  private auditFailure(userId: number): Promise<void> {
    return AuditService.record({ action: 'two-factor.failed', subject: { type: 'User', id: userId } });
  }
}

export default new TwoFactorAttemptService();
