import { z } from 'zod';
import { queueConfig } from '../../config/queue.js';
import { JOB_STATES, type JobRecord } from '../../drivers/queue/QueueDriver.js';
import { redact, redactText } from '../../logging/redact.js';
import { fields, Resource } from '../Resource.js';

class QueueJobResource extends Resource<JobRecord> {
  public readonly schema = z
    .object({
      id: z.string().meta({ example: '0b0f6a53-8c1f-4e0b-9a7e-0d7c7f0c2a51' }),
      name: z.string().meta({ example: 'mail.welcome' }),
      queue: z.enum(queueConfig.names),
      state: z.enum(JOB_STATES),
      payload: z.record(z.string(), z.unknown()).meta({ example: { userId: 1 } }),
      attempt: z.int().nonnegative().meta({ description: 'The number of attempts so far' }),
      attempts: z.int().positive().meta({ description: 'The maximum number of attempts' }),
      progress: z.number().min(0).max(100),
      logs: z.array(z.string()),
      error: z.string().nullable().meta({ description: 'The error of the last attempt' }),
      createdAt: fields.timestamp,
      finishedAt: fields.timestamp.nullable(),
    })
    .meta({ id: 'QueueJob' });

  /** Redacted: payloads hold no secrets by convention, but error messages of libraries may. */
  protected override readonly computed = {
    payload: ({ payload }: JobRecord) => redact(payload),
    logs: ({ logs }: JobRecord) => logs.map(redactText),
    error: ({ error }: JobRecord) => error && redactText(error),
  };
}

export default new QueueJobResource();
