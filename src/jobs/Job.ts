import type { QueueName } from '../config/queue.js';
import { queue } from '../drivers/queue/index.js';
import type { ActiveJob, Backoff, NewJob, Payload } from '../drivers/queue/QueueDriver.js';
import { randomId } from '../utils/random.js';

export interface JobOptions {
  /** Milliseconds before it may run. */
  delay?: number;
  /** Lower runs sooner; 0 is the usual. */
  priority?: number;
  /** How often it is tried altogether. */
  attempts?: number;
  backoff?: Backoff;
  /** While a job of this class with the same key waits or runs, another one is not taken in. */
  unique?: string;
  /** Jobs that must be done before this one runs, made with `SomeJob.create(payload)`. */
  children?: readonly NewJob[];
}

/** What a handler may use beside its payload. */
export type JobContext = Pick<ActiveJob, 'id' | 'attempt' | 'progress' | 'log' | 'signal'>;

/** A concrete job class. Its type (`mail.welcome`) is stored with each job, so that the class can be renamed. */
export type JobClass<P extends Payload = never> = (new () => Job<P>) &
  Pick<typeof Job, 'queue' | 'attempts' | 'backoff'> & { readonly type: string };

/**
 * Work that is done later, and again if it failed: by a worker, whichever driver keeps it until then. Handlers load
 * what they need by id and are safe to run twice.
 */
export abstract class Job<P extends Payload> {
  public static readonly queue: QueueName = 'default';
  public static readonly attempts: number = 3;
  public static readonly backoff: Backoff = { type: 'exponential', delay: 2_000 };

  public abstract handle(payload: P, context: JobContext): Promise<void>;

  /** Makes a job without handing it in, to be the child of another. */
  public static create<P extends Payload>(this: JobClass<P>, payload: NoInfer<P>, options: JobOptions = {}): NewJob {
    const { unique, ...rest } = options;
    return {
      id: randomId(),
      name: this.type,
      queue: this.queue,
      payload,
      attempts: this.attempts,
      backoff: this.backoff,
      priority: 0,
      delay: 0,
      unique: unique === undefined ? null : `${this.type}:${unique}`,
      children: [],
      runInline: (job) => new this().handle(payload, job),
      ...rest,
    };
  }

  /** Hands a job in, and returns its id; inside a transaction it counts only once that has committed. */
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
