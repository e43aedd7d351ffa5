import { z } from 'zod';
import { queueConfig } from '../../config/queue.js';
import { JOB_STATES } from '../../drivers/queue/QueueDriver.js';
import { request } from '../../http/RequestSchema.js';
import { pageFields } from '../../lists/listRequest.js';

const CLEARABLE = ['completed', 'failed', 'waiting', 'delayed'] as const;

const queue = z.enum(queueConfig.names);
const id = z.string().max(64).meta({ example: '0b0f6a53-8c1f-4e0b-9a7e-0d7c7f0c2a51' });

const QueueRequest = {
  jobs: request({
    params: z.object({ queue }),
    query: z.object({ state: z.enum(JOB_STATES).default('failed'), ...pageFields }),
  }),

  retry: request({ params: z.object({ queue, id }) }),

  retryAll: request({ params: z.object({ queue }) }),

  clear: request({ params: z.object({ queue }), query: z.object({ state: z.enum(CLEARABLE) }) }),
};

export default QueueRequest;
