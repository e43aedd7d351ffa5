import { Op } from 'sequelize';
import { exponentialBackoff } from '../../../utils/exponentialBackoff.js';
import { clock } from '../../../utils/clock.js';
import { randomId } from '../../../utils/random.js';
import type { QueuedJob } from './QueuedJob.js';
import { OutboxRow } from './OutboxRow.js';

/** Seconds. Longer than a batch takes; what a dead process had claimed is free again after it. */
const CLAIM_SECONDS = 30;
const POSTPONE_DELAYS_SECONDS = { first: 10, max: 3_600 };

function toJobIds(jobs: readonly QueuedJob[]): string[] {
  return jobs.map(({ id }) => id);
}

/** Jobs in the application's database that wait for Redis. Each is claimed by one process at a time. */
export class Outbox {
  /** Keeps jobs for as many seconds out of the reach of other processes; part of the open transaction, if any. */
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

  /** Takes the oldest jobs that nobody else has taken. */
  public async claim(limit: number): Promise<QueuedJob[]> {
    const free = { claimedUntil: { [Op.lte]: clock.now() } };
    const found = await OutboxRow.findAll({ attributes: ['id'], where: free, order: ['id'], limit, useMaster: true });
    if (found.length === 0) return [];
    const claim = randomId();
    await OutboxRow.update(
      { claim, claimedUntil: clock.in(CLAIM_SECONDS) },
      { where: { id: found.map(({ id }) => id), ...free } },
    );
    const rows = await OutboxRow.findAll({ where: { claim }, order: ['id'], useMaster: true });
    return rows.map(({ job }) => JSON.parse(job) as QueuedJob);
  }

  /** Gives claimed jobs back to whoever comes first. */
  public async release(jobs: readonly QueuedJob[]): Promise<void> {
    await OutboxRow.update({ claim: null, claimedUntil: clock.now() }, { where: { jobId: toJobIds(jobs) } });
  }

  /** Lays a job aside that Redis refuses, each time for longer, so that it does not keep up the others. */
  public async postpone({ id }: QueuedJob): Promise<void> {
    const row = await OutboxRow.findOne({ where: { jobId: id }, useMaster: true });
    if (!row) return;
    const tries = row.tries + 1;
    await row.update({
      claim: null,
      claimedUntil: clock.in(exponentialBackoff(tries, POSTPONE_DELAYS_SECONDS)),
      tries,
    });
  }
}
