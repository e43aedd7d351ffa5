import { queueConfig, type QueueName } from '../../config/queue.js';
import { queue as driver } from '../../drivers/queue/index.js';
import type { JobCounts, JobFilter, JobRecord, JobState, CountCallback } from '../../drivers/queue/QueueDriver.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import type { Page } from '../../lists/types.js';
import AuditService from '../../audit/AuditService.js';
import { buildPageMeta } from '../../lists/pageMeta.js';

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

/** What is left of an entry of the audit log once its job is over. */
const FINISHED: readonly JobState[] = ['completed', 'failed'];

function auditSubject(queue: QueueName | undefined) {
  return { type: 'Queue', id: queue ?? 'all' };
}

/** Does work on many jobs; if it breaks off, what was done until then is audited. */
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

/** @throws ValidationFailed if the states are those of entries that are not yet in the audit log */
function assertAuditKept(states: readonly JobState[], queue: QueueName | undefined): void {
  if ((queue ?? 'audit') !== 'audit' || states.every((state) => FINISHED.includes(state))) return;
  const rule = 'Of the queue audit, and so of all queues at once, only completed and failed jobs can be removed';
  throw ValidationFailed.forField('state', rule);
}

/** What administrators do with queues. All of it throws ServiceUnavailable while the jobs cannot be reached. */
class QueueService {
  public async overview(): Promise<QueueOverview[]> {
    const counts = await driver.countJobs();
    return queueConfig.names.map((name) => ({ name, driver: queueConfig.connection, counts: counts[name] }));
  }

  /** The newest first. */
  public async paginate(filter: JobFilter): Promise<Page<JobRecord>> {
    const { jobs, total } = await driver.list(filter);
    return { rows: jobs, meta: buildPageMeta(filter, total, jobs.length), fields: undefined };
  }

  /** Gives a failed job all its attempts anew. @throws NotFound if none has failed by this id */
  public async retry(id: string, queue?: QueueName): Promise<void> {
    const event = { action: 'queue.retried', subject: { type: 'Job', id }, after: { queue } };
    const count = await auditPartial(event, (tally) => driver.retry({ id, queue }, tally));
    if (count === 0) throw new NotFound('Failed job');
    await AuditService.record(event);
  }

  /** Retries all that has failed, in one queue or in all of them; returns how many jobs that are. */
  public async retryAll(queue?: QueueName): Promise<number> {
    const event = { action: 'queue.retried', subject: auditSubject(queue), after: {} };
    const count = await auditPartial(event, (tally) => driver.retry({ queue }, tally));
    await AuditService.record({ ...event, after: { count } });
    return count;
  }

  /**
   * Removes jobs, of one queue or of all of them, except those in the hands of a worker; returns how many.
   *
   * @throws ValidationFailed if entries would be missing from the audit log then
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
