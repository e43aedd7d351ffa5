import type { QueueName } from '../config/queue.js';
import type { ActiveJob, Processor } from '../drivers/queue/QueueDriver.js';
import type { Job } from '../jobs/Job.js';
import { SendMail } from '../jobs/SendMail.js';
import { reportError } from '../logging/errorReporting.js';
import { logger } from '../logging/logger.js';
import { metrics } from '../logging/metrics.js';
import { modules } from '../modules/index.js';
import { clock } from '../utils/clock.js';

/** `returned` means that the worker shut down during the job: it is released, and another worker runs it. */
type JobOutcome = 'completed' | 'retried' | 'failed' | 'returned';

interface JobType {
  type: string;
  queue: QueueName;
  createJob: () => Job<never>;
}

const scheduled = modules.flatMap(({ schedule }) => schedule.map(({ job }) => job));

const jobTypes: readonly JobType[] = [
  ...[...modules.flatMap(({ jobs }) => jobs), ...scheduled].map((jobClass) => ({
    type: jobClass.type,
    queue: jobClass.queue,
    createJob: () => new jobClass(),
  })),
  ...modules
    .flatMap(({ mails = [] }) => mails)
    .map((mailClass) => ({
      type: mailClass.type,
      queue: SendMail.queue,
      createJob: () => new SendMail(mailClass),
    })),
];

const jobTypesByName = new Map(jobTypes.map((jobType) => [jobType.type, jobType]));

function createJob(type: string): Job<never> {
  const jobType = jobTypesByName.get(type);
  if (!jobType) throw new Error(`Unknown job ${type}. Register its class under \`jobs\` or \`mails\` in a module`);
  return jobType.createJob();
}

/** Starts every failure counter at 0: alerts would miss the increase of a series that begins with its first failure. */
export function initFailureCounters(): void {
  for (const { queue, type: name } of jobTypes) metrics.jobs.inc({ queue, name, outcome: 'failed' }, 0);
}

/** Returns the outcome of a failed attempt. */
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

/** Runs one job and reports its outcome in the log, the metrics and, if it failed for good, to the error reporter. */
export const processJob: Processor = async (job) => {
  const start = performance.now();
  const waitedMs = clock.now().getTime() - job.availableAt.getTime();
  metrics.jobWait.observe({ queue: job.queue }, Math.max(waitedMs, 0) / 1000);
  try {
    // The payload was type-checked at dispatch. Here only the job class knows its type.
    await createJob(job.name).handle(job.payload as never, job);
  } catch (error) {
    reportOutcome(job, classifyFailure(job), start, error);
    throw error;
  }
  reportOutcome(job, 'completed', start);
};
