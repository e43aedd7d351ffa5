import { Cron } from 'croner';
import { Op } from 'sequelize';
import { queueConfig } from '../../config/queue.js';
import { transaction } from '../../database/transaction.js';
import type { ScheduledJob } from '../../jobs/ScheduledJob.js';
import { ScheduledRun } from '../../models/operations/ScheduledRun.js';
import { clock } from '../../utils/clock.js';
import { logger } from '../../logging/logger.js';

/** A scheduled job as an operator sees it. */
export interface ScheduleEntry {
  name: string;
  cron: string;
  timeZone: string;
  lastRunAt: Date | null;
  /** In the past where no worker ran: it is caught up, once. */
  nextRunAt: Date;
  summary: string;
}

const { timeZone } = queueConfig;

/** With its cron, because a job may stand in the schedule twice; one whose cron changes begins anew. */
function scheduleKey({ job, cron }: ScheduledJob): string {
  return `${job.type} ${cron}`;
}

// A list of hours is a fixed time too: with the clocks put back it runs once, with a gap right after it.
const CRON_OPTIONS = { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard' } as const;

/** The first moment after the given one. @throws Error where the cron names none */
function nextRunAfter(moment: Date, { job, cron }: ScheduledJob): Date {
  const next = new Cron(cron, CRON_OPTIONS).nextRun(moment);
  if (!next) throw new Error(`The schedule of ${job.type}, ${cron}, never comes`);
  return next;
}

async function findRuns(schedule: readonly ScheduledJob[]): Promise<Map<string, ScheduledRun>> {
  const rows = await ScheduledRun.findAll({
    where: { name: schedule.map(scheduleKey) },
    logging: false,
  });
  return new Map(rows.map((row) => [row.name, row]));
}

class ScheduleService {
  /**
   * Dispatches what is due; of all instances that try, one does. What was missed while none ran is dispatched once,
   * however often it was due. Returns when the next is due.
   *
   * @throws Error if the database cannot be asked; the next call makes good for it
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
    const coming = next.map(({ entry, due }) => (due <= now ? nextRunAfter(now, entry) : due).getTime());
    return new Date(Math.min(...coming));
  }

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

  private async registerNew(added: readonly ScheduledJob[]): Promise<void> {
    if (added.length === 0) return;
    const rows = added.map((entry) => ({ name: scheduleKey(entry), firstSeenAt: clock.now() }));
    await ScheduledRun.bulkCreate(rows, { ignoreDuplicates: true });
  }

  /** The mark and the job are written together: a crash leaves both or neither. */
  private async dispatch(entry: ScheduledJob, due: Date, now: Date): Promise<void> {
    const name = scheduleKey(entry);
    const isFirst = await transaction(async () => {
      const where = { name, lastRunAt: { [Op.or]: [null, { [Op.lt]: due }] } };
      const [marked] = await ScheduledRun.update({ lastRunAt: now }, { where });
      // While the last run still waits for a worker, another would only do its work twice.
      if (marked === 1) await entry.job.dispatch({}, { unique: entry.cron });
      return marked === 1;
    });
    if (isFirst) logger.info('Dispatched a scheduled job', { job: entry.job.type, due: due.toISOString() });
  }
}

export default new ScheduleService();
