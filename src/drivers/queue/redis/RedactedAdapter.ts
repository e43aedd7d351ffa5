import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { Job, Queue } from 'bullmq';
import { redact, redactText } from '../../../logging/redact.js';

/** The dashboard reads a job only through its JSON. */
function redactJob(job: Job): Job {
  const toJSON = job.toJSON.bind(job);
  job.toJSON = () => redact(toJSON());
  return job;
}

/** A queue in the dashboard: read-only, with secrets redacted. */
export class RedactedAdapter extends BullMQAdapter {
  public constructor(bull: Queue) {
    super(bull, { readOnlyMode: true });
  }

  public override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && redactJob(job);
  }

  public override async getJobs(...selection: Parameters<BullMQAdapter['getJobs']>): Promise<Job[]> {
    return (await super.getJobs(...selection)).map(redactJob);
  }

  public override async getJobLogs(id: string): Promise<string[]> {
    return (await super.getJobLogs(id)).map(redactText);
  }
}
