import type { QueueName } from '../../src/config/queue.js';
import type { JobState } from '../../src/drivers/queue/QueueDriver.js';
import { withDatabase } from './application.js';
import { CommandFailed } from './CommandFailed.js';
import { requireTables } from './refuseWithoutTables.js';

/** Runs work on the application's queues. @throws CommandFailed if they cannot be reached */
export function withQueue(work: () => Promise<void>): Promise<void> {
  return withDatabase(async () => {
    await requireTables();
    const { ServiceUnavailable } = await import('../../src/exceptions/ServiceUnavailable.js');
    try {
      await work();
    } catch (error) {
      if (error instanceof ServiceUnavailable) throw new CommandFailed('The queue cannot be reached: does Redis run?');
      throw error;
    }
  });
}

function assertOneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((name) => name === text);
  if (!found) throw new CommandFailed(`There is no ${what} '${text}'; there are: ${known.join(', ')}`);
  return found;
}

/** The queue that was named, if one was. @throws CommandFailed */
export async function parseQueue(text: string | undefined): Promise<QueueName | undefined> {
  const { queueConfig } = await import('../../src/config/queue.js');
  return text === undefined ? undefined : assertOneOf(queueConfig.names, text, 'queue');
}

/** The states that were named, with commas between them, or those of jobs that are over. @throws CommandFailed */
export async function parseStates(text: string | undefined): Promise<JobState[]> {
  const { JOB_STATES } = await import('../../src/drivers/queue/QueueDriver.js');
  const removable = JOB_STATES.filter((state) => state !== 'active');
  return text === undefined
    ? ['completed', 'failed']
    : text.split(',').map((state) => assertOneOf(removable, state.trim(), 'state'));
}
