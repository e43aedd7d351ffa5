import { Op } from 'sequelize';
import { clock } from '../../../utils/clock.js';
import { exponentialBackoff } from '../../../utils/exponentialBackoff.js';
import { randomId } from '../../../utils/random.js';
import { OutboxRow } from './OutboxRow.js';
import type { QueuedJob } from './QueuedJob.js';

/**
 * Lease of a claim in seconds. It outlasts the publication of a batch; after it, claims of a dead process are free
 * again.
 */
const CLAIM_SECONDS = 30;
const POSTPONE_DELAYS_SECONDS = { first: 10, max: 3_600 };

function toJobIds(jobs: readonly QueuedJob[]): string[] {
  return jobs.map(({ id }) => id);
}

/**
 * Transactional outbox: jobs in the application's database that are not yet published to Redis. One process at a time
 * claims each job.
 */
export class Outbox {
  /**
   * Stores jobs as part of the current transaction, if any. Other processes cannot claim them for the given seconds.
   */
  public async store(jobs: readonly QueuedJob[], seconds: number): Promise<void> {
    const claimedUntil = clock.in(seconds);
    const rows = jobs.map((job) => ({ jobId: job.id, job: JSON.stringify(job), claimedUntil }));
    await OutboxRow.bulkCreate(rows, { ignoreDuplicates: true });
  }

  public count(): Promise<number> {
    return OutboxRow.count();
  }

  public async remove(jobs: readonly QueuedJob[]): Promise<void> {
    await OutboxRow.destroy({ where: { jobId: toJobIds(jobs) } });
  }

  /** Claims the oldest available jobs. */
  public async claim(limit: number): Promise<QueuedJob[]> {
    const available = { claimedUntil: { [Op.lte]: clock.now() } };
    const candidates = await OutboxRow.findAll({
      attributes: ['id'],
      where: available,
      order: ['id'],
      limit,
    });
    if (candidates.length === 0) return [];
    const claim = randomId();
    await OutboxRow.update(
      { claim, claimedUntil: clock.in(CLAIM_SECONDS) },
      { where: { id: candidates.map(({ id }) => id), ...available } },
    );
    const rows = await OutboxRow.findAll({ where: { claim }, order: ['id'] });
    return rows.map(({ job }) => JSON.parse(job) as QueuedJob);
  }

  /** Releases claimed jobs. */
  public async release(jobs: readonly QueuedJob[]): Promise<void> {
    await OutboxRow.update({ claim: null, claimedUntil: clock.now() }, { where: { jobId: toJobIds(jobs) } });
  }

  /** Postpones a job that Redis rejects, with exponential backoff, so that it does not block the others. */
  public async postpone({ id }: QueuedJob): Promise<void> {
    const row = await OutboxRow.findOne({ where: { jobId: id } });
    if (!row) return;
    const tries = row.tries + 1;
    await row.update({
      claim: null,
      claimedUntil: clock.in(exponentialBackoff(tries, POSTPONE_DELAYS_SECONDS)),
      tries,
    });
  }
}
