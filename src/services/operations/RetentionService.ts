import type { Model, ModelStatic, WhereOptions } from 'sequelize';
import { destroyInBatches } from '../../database/destroyInBatches.js';
import { logger } from '../../logging/logger.js';
import { clock } from '../../utils/clock.js';

interface RowRetention {
  /** Names the data in the log of the job. */
  summary: string;
  model: ModelStatic<Model & { id: number }>;
  /** Matches rows whose retention period began before a moment, such as sessions that ended before it. */
  rowsBefore: (moment: Date) => WhereOptions;
  /** Retention in days. With 0 the next run removes the rows. */
  keepDays: number;
}

/** Data whose removal takes more than deleting rows. */
interface CustomRetention {
  summary: string;
  /** Removes the data that is due and returns how many items; stops when the signal aborts. Safe to run twice. */
  purge: (signal: AbortSignal) => Promise<number>;
}

/** Data that a module removes after its retention period. */
export type Retention = RowRetention | CustomRetention;

const SECONDS_PER_DAY = 86_400;

function purge(retention: Retention, signal: AbortSignal): Promise<number> {
  if ('purge' in retention) return retention.purge(signal);
  const { model, rowsBefore, keepDays } = retention;
  return destroyInBatches(model, rowsBefore(clock.in(-keepDays * SECONDS_PER_DAY)), signal);
}

class RetentionService {
  private readonly retentions = new Map<string, Retention>();

  /** Adds what a module removes. A second entry with the same summary replaces the first. */
  public register(retentions: readonly Retention[]): void {
    for (const retention of retentions) this.retentions.set(retention.summary, retention);
  }

  /**
   * Purges everything that is due. An entry that fails does not stop the others.
   *
   * @throws AggregateError with the errors of all entries that failed, or the signal's reason if it aborts
   */
  public async purgeAll(
    signal: AbortSignal,
    onPurged: (retention: Retention, removed: number) => Promise<void>,
  ): Promise<void> {
    const failures: { summary: string; error: unknown }[] = [];
    for (const retention of this.retentions.values()) {
      signal.throwIfAborted();
      try {
        await onPurged(retention, await purge(retention, signal));
      } catch (error) {
        signal.throwIfAborted();
        logger.error('A retention rule failed', { retention: retention.summary, error });
        failures.push({ summary: retention.summary, error });
      }
    }
    if (failures.length > 0) throw this.aggregate(failures);
  }

  private aggregate(failures: readonly { summary: string; error: unknown }[]): AggregateError {
    const reasons = failures.map(
      ({ summary, error }) => `${summary}: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
    return new AggregateError(
      failures.map(({ error }) => error),
      `Could not purge everything. ${reasons.join('; ')}`,
    );
  }
}

export default new RetentionService();
