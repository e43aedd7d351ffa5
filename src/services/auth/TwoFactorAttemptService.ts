import { literal, Op } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { limitsConfig } from '../../config/limits.js';
import type { Rate } from '../../config/schema.js';
import { transaction } from '../../database/transaction.js';
import { InvalidCode } from '../../exceptions/errors.js';
import { TooManyRequests } from '../../exceptions/TooManyRequests.js';
import { TwoFactorAttempt } from '../../models/auth/TwoFactorAttempt.js';
import { clock } from '../../utils/clock.js';

/**
 * Throttles two-factor codes per user, across all challenges (brute force). The counter is in the database, because
 * there are only a million codes: it must be exact among all instances, with or without Redis.
 */
class TwoFactorAttemptService {
  /**
   * Runs work that consumes a code, in a transaction. Only attempts with an invalid code stay counted.
   *
   * @throws TooManyRequests, and the errors of the work
   */
  public async withLimit<T>(userId: number, work: () => Promise<T>): Promise<T> {
    const rate = limitsConfig.twoFactor;
    // Counted before the code is checked, because concurrent attempts must not all pass as the last allowed one.
    if (rate) await this.reserveAttempt(userId, rate);
    try {
      const result = await transaction(work);
      if (rate) await this.decrement(userId);
      return result;
    } catch (error) {
      if (error instanceof InvalidCode) await this.auditFailure(userId);
      // Other errors are no attempts: they must not lock out the owner.
      else if (rate) await this.decrement(userId);
      throw error;
    }
  }

  // Three statements without a transaction: each holds only its own row lock, so they cannot deadlock.
  private async reserveAttempt(userId: number, rate: Rate & object): Promise<void> {
    if (await this.increment(userId, rate)) return;
    // An end in the past counts as over for every instance, even with a slow clock. One of them starts a new window.
    await TwoFactorAttempt.bulkCreate([{ userId, tries: 0, endsAt: new Date(0) }], { ignoreDuplicates: true });
    const isOver = { userId, endsAt: { [Op.lte]: clock.now() } };
    await TwoFactorAttempt.update({ tries: 0, endsAt: clock.in(rate.window) }, { where: isOver });
    if (!(await this.increment(userId, rate))) throw new TooManyRequests(await this.secondsUntilReset(userId));
  }

  private async increment(userId: number, { limit }: Rate & object): Promise<boolean> {
    const where = { userId, endsAt: { [Op.gt]: clock.now() }, tries: { [Op.lt]: limit } };
    const [updated] = await TwoFactorAttempt.update({ tries: literal('tries + 1') }, { where });
    return updated === 1;
  }

  private async decrement(userId: number): Promise<void> {
    const where = { userId, tries: { [Op.gt]: 0 } };
    await TwoFactorAttempt.update({ tries: literal('tries - 1') }, { where });
  }

  private async secondsUntilReset(userId: number): Promise<number> {
    const attempt = await TwoFactorAttempt.findByPk(userId);
    const left = Number(attempt?.endsAt ?? 0) - clock.now().getTime();
    return Math.max(1, Math.ceil(left / 1000));
  }

  private auditFailure(userId: number): Promise<void> {
    return AuditService.record({ action: 'two-factor.failed', subject: { type: 'User', id: userId } });
  }
}

export default new TwoFactorAttemptService();
