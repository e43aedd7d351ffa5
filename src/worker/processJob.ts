import type { ActiveJob, Processor } from '../drivers/queue/QueueDriver.js';
import type { JobClass } from '../jobs/Job.js';
import { modules } from '../modules/index.js';
import { clock } from '../utils/clock.js';
import { reportError } from '../logging/errorReporting.js';
import { logger } from '../logging/logger.js';
import { metrics } from '../logging/metrics.js';

/** `returned` is a job that the end of its worker interrupted: another worker takes it up. */
type JobOutcome = 'completed' | 'retried' | 'failed' | 'returned';

const jobClasses = modules.flatMap(({ jobs, schedule }) => [...jobs, ...schedule.map(({ job }) => job)]);
const classesByName = new Map<string, JobClass>(jobClasses.map((job) => [job.type, job]));

function findJobClass(type: string): JobClass {
  const found = classesByName.get(type);
  if (!found) throw new Error(`Unknown job ${type}. Register its class under \`jobs\` in a module`);
  return found;
}

/** Shows every job as never failed: from a count that begins with the first failure no alert could see it rise. */
export function initFailureCounters(): void {
  for (const { queue, type: name } of jobClasses) metrics.jobs.inc({ queue, name, outcome: 'failed' }, 0);
}

/** How an attempt ended that did not succeed. */
function classifyFailure({ signal, attempt, attempts }: ActiveJob): JobOutcome {
  if (signal.aborted) return 'returned';
  return attempt < attempts ? 'retried' : 'failed';
}

function reportOutcome(job: ActiveJob, outcome: JobOutcome, start: number, error?: unknown): void {
  const { queue, name, id, attempt } = job;
  const ms = Math.round(performance.now() - start);
  metrics.jobs.inc({ queue, name, outcome });
  metrics.jobDuration.observe({ queue, name }, ms / 1000);
  const level = { completed: 'info', returned: 'info', retried: 'warn', failed: 'error' }[outcome];
  logger.log(level, `Job ${outcome}`, { queue, job: name, id, attempt, ms, outcome, error });
  if (outcome === 'failed') reportError(error, { queue, job: name, jobId: id });
}

/** Does the work of one job, whose class a module names, and tells how it ended. */
export const processJob: Processor = async (job) => {
  const start = performance.now();
  const waitedMs = clock.now().getTime() - job.availableAt.getTime();
  metrics.jobWait.observe({ queue: job.queue }, Math.max(waitedMs, 0) / 1000);
  try {
    const Class = findJobClass(job.name);
    // A payload was typed when it was dispatched; here only its class knows what it is.
    await new Class().handle(job.payload as never, job);
  } catch (error) {
    reportOutcome(job, classifyFailure(job), start, error);
    throw error;
  }
  reportOutcome(job, 'completed', start);
};
