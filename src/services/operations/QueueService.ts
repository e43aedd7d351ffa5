import AuditService from '../../audit/AuditService.js';
import { queueConfig, type QueueName } from '../../config/queue.js';
import { queue as driver } from '../../drivers/queue/index.js';
import type { JobCounts, JobFilter, JobRecord, JobState, CountCallback } from '../../drivers/queue/QueueDriver.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { buildPageMeta } from '../../lists/pageMeta.js';
import type { Page } from '../../lists/types.js';

export interface QueueOverview {
  name: QueueName;
  driver: typeof queueConfig.connection;
  counts: JobCounts;
}

interface QueueEvent {
  action: string;
  subject: { type: string; id: string };
  after: Record<string, unknown>;
}

/** A job in one of these states has written its audit entry, or has failed for good. */
const FINISHED: readonly JobState[] = ['completed', 'failed'];

function auditSubject(queue: QueueName | undefined) {
  return { type: 'Queue', id: queue ?? 'all' };
}

/** Changes many jobs. If the work fails halfway, the jobs changed so far are audited. */
async function auditPartial(
  { after, ...event }: QueueEvent,
  work: (tally: CountCallback) => Promise<number>,
): Promise<number> {
  let count = 0;
  try {
    return await work((more) => (count += more));
  } catch (error) {
    await AuditService.record({ ...event, after: { ...after, count, brokeOff: true } });
    throw error;
  }
}

/** Protects audit entries that are not written yet. @throws ValidationFailed */
function assertAuditKept(states: readonly JobState[], queue: QueueName | undefined): void {
  if ((queue ?? 'audit') !== 'audit' || states.every((state) => FINISHED.includes(state))) return;
  const rule = 'Only completed and failed jobs can be removed from the audit queue, and so from all queues together';
  throw ValidationFailed.forField('state', rule);
}

/** Lets administrators inspect and change queues. Its methods throw ServiceUnavailable if the queue is unavailable. */
class QueueService {
  public async overview(): Promise<QueueOverview[]> {
    const counts = await driver.countJobs();
    return queueConfig.names.map((name) => ({ name, driver: queueConfig.connection, counts: counts[name] }));
  }

  /** Lists one page of jobs, newest first. */
  public async paginate(filter: JobFilter): Promise<Page<JobRecord>> {
    const { jobs, total } = await driver.list(filter);
    return { rows: jobs, meta: buildPageMeta(filter, total, jobs.length), fields: undefined };
  }

  /** Retries a failed job with all its attempts. @throws NotFound if no failed job has this id */
  public async retry(id: string, queue?: QueueName): Promise<void> {
    const event = { action: 'queue.retried', subject: { type: 'Job', id }, after: { queue } };
    const count = await auditPartial(event, (tally) => driver.retry({ id, queue }, tally));
    if (count === 0) throw new NotFound('Failed job');
    await AuditService.record(event);
  }

  /** Retries all failed jobs of one queue, or of all queues, and returns their number. */
  public async retryAll(queue?: QueueName): Promise<number> {
    const event = { action: 'queue.retried', subject: auditSubject(queue), after: {} };
    const count = await auditPartial(event, (tally) => driver.retry({ queue }, tally));
    await AuditService.record({ ...event, after: { count } });
    return count;
  }

  /**
   * Removes jobs of one queue, or of all queues, and returns their number. Running jobs stay.
   *
   * @throws ValidationFailed if audit entries would be lost
   */
  public async clear(states: readonly JobState[], queue?: QueueName): Promise<number> {
    assertAuditKept(states, queue);
    const event = { action: 'queue.cleared', subject: auditSubject(queue), after: { states } };
    const count = await auditPartial(event, (tally) => driver.clear({ queue, states }, tally));
    await AuditService.record({ ...event, after: { states, count } });
    return count;
  }
}

export default new QueueService();
