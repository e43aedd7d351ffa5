import type { QueueName } from '../config/queue.js';
import { queue } from '../drivers/queue/index.js';
import type { ActiveJob, Backoff, NewJob, Payload } from '../drivers/queue/QueueDriver.js';
import { randomId } from '../utils/random.js';

export interface JobOptions {
  /** A UUID; random by default. Dispatching the same id twice enqueues one job. */
  id?: string;
  /** Milliseconds before it may run. */
  delay?: number;
  /** Lower runs sooner; the default is 0. */
  priority?: number;
  /** The number of attempts, including the first. */
  attempts?: number;
  backoff?: Backoff;
  /** While a job of this type with the same key waits or runs, another one is not enqueued. */
  unique?: string;
  /** Jobs that must be done before this one runs, made with `SomeJob.create(payload)`. */
  children?: readonly NewJob[];
}

/** The second argument of a handler. */
export type JobContext = Pick<ActiveJob, 'id' | 'attempt' | 'progress' | 'log' | 'signal'>;

/** The type (`posts.announce`) is stored with each job, so that its class can be renamed. */
type JobSettings = Pick<typeof Job, 'queue' | 'attempts' | 'backoff'> & { readonly type: string };

/** A concrete job class. */
export type JobClass<P extends Payload = never> = (new () => Job<P>) & JobSettings;

/** Makes a job without enqueueing it. */
export function createJob<P extends Payload>(
  { type, queue, attempts, backoff }: JobSettings,
  job: Job<P>,
  payload: P,
  { unique, ...options }: JobOptions = {},
): NewJob {
  const defaults = { queue, attempts, backoff, priority: 0, delay: 0, children: [] };
  return {
    id: randomId(),
    name: type,
    payload,
    unique: unique === undefined ? null : `${type}:${unique}`,
    runInline: (active) => job.handle(payload, active),
    ...defaults,
    ...options,
  };
}

/**
 * Background work, done by a worker and retried if it fails. Handlers load their data by id and are idempotent: a job
 * may run twice.
 */
export abstract class Job<P extends Payload> {
  public static readonly queue: QueueName = 'default';
  public static readonly attempts: number = 3;
  public static readonly backoff: Backoff = { type: 'exponential', delay: 2_000 };

  public abstract handle(payload: P, context: JobContext): Promise<void>;

  /** Makes a job without enqueueing it, such as the child of another job. */
  public static create<P extends Payload>(this: JobClass<P>, payload: NoInfer<P>, options?: JobOptions): NewJob {
    return createJob(this, new this(), payload, options);
  }

  /** Enqueues a job and returns its id. Inside a transaction the job exists only once that has committed. */
  public static async dispatch<P extends Payload>(
    this: JobClass<P> & Pick<typeof Job, 'create'>,
    payload: NoInfer<P>,
    options?: JobOptions,
  ): Promise<string> {
    const job = this.create(payload, options);
    await queue.push([job]);
    return job.id;
  }
}
