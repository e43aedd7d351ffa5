import type { Job, JobClass } from './Job.js';

/** A cron job. Exactly one of the running instances dispatches it. */
export interface ScheduledJob {
  /** Minute, hour, day of the month, month and day of the week, in SCHEDULE_TIME_ZONE. */
  cron: string;
  /** Dispatched without a payload. */
  job: JobClass<object> & Pick<typeof Job, 'create' | 'dispatch'>;
  /** Its purpose, as `schedule:list` shows it. */
  summary: string;
}
