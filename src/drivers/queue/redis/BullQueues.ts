import { FlowProducer, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { QueueName } from '../../../config/queue.js';
import { redisKey } from '../../redis/index.js';

/** Prefix of all keys of BullMQ. */
export const bullPrefix = redisKey('queue');

// The connection logs its own errors.
const ignoreError = (): void => undefined;

/** BullMQ's queues, created on first use. They share one connection. */
export class BullQueues {
  private readonly queues = new Map<QueueName, Queue>();
  private flowProducer: FlowProducer | undefined;

  public getQueue(name: QueueName, connection: Redis): Queue {
    const existing = this.queues.get(name);
    if (existing) return existing;
    const queue = new Queue(name, { connection, prefix: bullPrefix, skipVersionCheck: true });
    queue.on('error', ignoreError);
    this.queues.set(name, queue);
    return queue;
  }

  public getFlowProducer(connection: Redis): FlowProducer {
    if (!this.flowProducer) {
      this.flowProducer = new FlowProducer({ connection, prefix: bullPrefix, skipVersionCheck: true });
      this.flowProducer.on('error', ignoreError);
    }
    return this.flowProducer;
  }

  public async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.flowProducer?.close();
  }
}
