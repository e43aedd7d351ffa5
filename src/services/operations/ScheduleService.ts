import { Cron } from 'croner';
import { Op } from 'sequelize';
import { queueConfig } from '../../config/queue.js';
import { transaction } from '../../database/transaction.js';
import type { ScheduledJob } from '../../jobs/ScheduledJob.js';
import { logger } from '../../logging/logger.js';
import { ScheduledRun } from '../../models/operations/ScheduledRun.js';
import { clock } from '../../utils/clock.js';

/** A scheduled job as an operator sees it. */
export interface ScheduleEntry {
  name: string;
  cron: string;
  timeZone: string;
  lastRunAt: Date | null;
  /** In the past if no worker was running. The missed runs are then caught up by a single one. */
  nextRunAt: Date;
  summary: string;
}

const { timeZone } = queueConfig;

/** Includes the cron, because a job may be scheduled twice. A changed cron starts a new history. */
function scheduleKey({ job, cron }: ScheduledJob): string {
  return `${job.type} ${cron}`;
}

// Daylight saving: lists of hours count as fixed times, so that a job runs only once in the repeated hour.
const CRON_OPTIONS = { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard' } as const;

/** Finds the first run after a moment. @throws Error if the cron never matches */
function nextRunAfter(moment: Date, { job, cron }: ScheduledJob): Date {
  const next = new Cron(cron, CRON_OPTIONS).nextRun(moment);
  if (!next) throw new Error(`The schedule of ${job.type}, ${cron}, never matches`);
  return next;
}

async function findRuns(schedule: readonly ScheduledJob[]): Promise<Map<string, ScheduledRun>> {
  const rows = await ScheduledRun.findAll({
    where: { name: schedule.map(scheduleKey) },
    logging: false,
  });
  return new Map(rows.map((row) => [row.name, row]));
}

/** Dispatches scheduled jobs, exactly once among all instances. */
class ScheduleService {
  /**
   * Dispatches the jobs that are due and returns when the next one is. Exactly one of all instances dispatches each
   * run. Runs that were missed while no worker was running are caught up by a single one.
   *
   * @throws Error if the database is unavailable; the next call catches up
   */
  public async dispatchDue(schedule: readonly ScheduledJob[]): Promise<Date> {
    const now = clock.now();
    const rows = await findRuns(schedule);
    await this.registerNew(schedule.filter((entry) => !rows.has(scheduleKey(entry))));
    const next = schedule.map((entry) => {
      const row = rows.get(scheduleKey(entry));
      return { entry, due: nextRunAfter(row?.lastRunAt ?? row?.firstSeenAt ?? now, entry) };
    });
    for (const { entry, due } of next) if (due <= now) await this.dispatch(entry, due, now);
    const dueTimes = next.map(({ entry, due }) => (due <= now ? nextRunAfter(now, entry) : due).getTime());
    return new Date(Math.min(...dueTimes));
  }

  /** Lists the schedule with the last and the next run of each job. */
  /** Lists the schedule with the last and the next run of each job. */
  public async overview(schedule: readonly ScheduledJob[]): Promise<ScheduleEntry[]> {
    const rows = await findRuns(schedule);
    return schedule.map((entry) => {
      const { lastRunAt = null, firstSeenAt = clock.now() } = rows.get(scheduleKey(entry)) ?? {};
      const { job, cron, summary } = entry;
      return {
        name: job.type,
        cron,
        timeZone,
        lastRunAt,
        nextRunAt: nextRunAfter(lastRunAt ?? firstSeenAt, entry),
        summary,
      };
    });
  }

  private async registerNew(entries: readonly ScheduledJob[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({ name: scheduleKey(entry), firstSeenAt: clock.now() }));
    await ScheduledRun.bulkCreate(rows, { ignoreDuplicates: true });
  }

  /** Records the run and enqueues the job in one transaction (transactional outbox): a crash leaves both or neither. */
  private async dispatch(entry: ScheduledJob, due: Date, now: Date): Promise<void> {
    const name = scheduleKey(entry);
    const isFirst = await transaction(async () => {
      const where = { name, lastRunAt: { [Op.or]: [null, { [Op.lt]: due }] } };
      const [claimed] = await ScheduledRun.update({ lastRunAt: now }, { where });
      // Unique: while the last run still waits for a worker, another one would only repeat its work.
      if (claimed === 1) await entry.job.dispatch({}, { unique: entry.cron });
      return claimed === 1;
    });
    if (isFirst) logger.info('Dispatched a scheduled job', { job: entry.job.type, due: due.toISOString() });
  }
}

export default new ScheduleService();
