import type { QueueName } from '../../src/config/queue.js';
import type { JobState } from '../../src/drivers/queue/QueueDriver.js';
import { withDatabase } from './application.js';
import { CommandFailed } from './CommandFailed.js';
import { requireTables } from './requireTables.js';

/** Runs work on the application's queues. @throws CommandFailed if the queue is unavailable */
export function withQueue(work: () => Promise<void>): Promise<void> {
  return withDatabase(async () => {
    await requireTables();
    const { ServiceUnavailable } = await import('../../src/exceptions/ServiceUnavailable.js');
    try {
      await work();
    } catch (error) {
      if (error instanceof ServiceUnavailable) throw new CommandFailed('Cannot reach the queue. Is Redis running?');
      throw error;
    }
  });
}

function assertOneOf<T extends string>(allowed: readonly T[], text: string, kind: string): T {
  const match = allowed.find((name) => name === text);
  if (!match) throw new CommandFailed(`Unknown ${kind} '${text}'. Available: ${allowed.join(', ')}`);
  return match;
}

/** Parses the name of a queue, if given. @throws CommandFailed if it is unknown */
export async function parseQueue(text: string | undefined): Promise<QueueName | undefined> {
  const { queueConfig } = await import('../../src/config/queue.js');
  return text === undefined ? undefined : assertOneOf(queueConfig.names, text, 'queue');
}

/** Parses comma-separated states; finished jobs by default. @throws CommandFailed if a state is unknown */
export async function parseStates(text: string | undefined): Promise<JobState[]> {
  const { JOB_STATES } = await import('../../src/drivers/queue/QueueDriver.js');
  const removable = JOB_STATES.filter((state) => state !== 'active');
  return text === undefined
    ? ['completed', 'failed']
    : text.split(',').map((state) => assertOneOf(removable, state.trim(), 'state'));
}
