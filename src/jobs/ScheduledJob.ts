import type { Job, JobClass } from './Job.js';

/** A job that runs by the clock, in exactly one of the running instances. */
export interface ScheduledJob {
  /** Minute, hour, day of the month, month, day of the week; in SCHEDULE_TIME_ZONE. */
  cron: string;
  /** Dispatched without a payload. */
  job: JobClass<object> & Pick<typeof Job, 'create' | 'dispatch'>;
  /** What it is for, as `schedule:list` shows it. */
  summary: string;
}
