import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Job, Queue } from 'bullmq';
import { redact, redactText } from '../../../logging/redact.js';
import { type BullState, removeJobsInState } from './bullStates.js';

/** What the dashboard shows of a job comes from here alone. */
function redacted(job: Job): Job {
  const toJSON = job.toJSON.bind(job);
  job.toJSON = () => redact(toJSON());
  return job;
}

/** A queue in the dashboard: without secrets, and what is removed goes in steps. */
export class RedactedAdapter extends BullMQAdapter {
  public constructor(
    private readonly bull: Queue,
    options: { readOnlyMode: boolean },
  ) {
    super(bull, options);
  }

  public override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && redacted(job);
  }

  public override async getJobs(...selection: Parameters<BullMQAdapter['getJobs']>): Promise<Job[]> {
    return (await super.getJobs(...selection)).map(redacted);
  }

  public override async getJobLogs(id: string): Promise<string[]> {
    return (await super.getJobLogs(id)).map(redactText);
  }

  public override clean(place: Parameters<BullMQAdapter['clean']>[0]): Promise<void> {
    return removeJobsInState(this.bull, place as BullState);
  }

  public override async empty(): Promise<void> {
    for (const place of ['waiting', 'prioritized'] as const) await removeJobsInState(this.bull, place);
  }
}
