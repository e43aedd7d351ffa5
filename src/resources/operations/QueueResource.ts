import { z } from 'zod';
import { queueConfig } from '../../config/queue.js';
import { JOB_STATES } from '../../drivers/queue/QueueDriver.js';
import type { QueueOverview } from '../../services/operations/QueueService.js';
import { Resource } from '../Resource.js';

class QueueResource extends Resource<QueueOverview> {
  public readonly schema = z
    .object({
      name: z.enum(queueConfig.names),
      driver: z.string().meta({ example: 'database' }),
      counts: z.record(z.enum(JOB_STATES), z.int().nonnegative()),
    })
    .meta({ id: 'Queue' });
}

export default new QueueResource();
