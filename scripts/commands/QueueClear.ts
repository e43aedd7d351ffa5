import type { QueueName } from '../../src/config/queue.js';
import type { JobState } from '../../src/drivers/queue/QueueDriver.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { rejectInProduction } from '../support/rejectInProduction.js';
import { terminal } from '../support/terminal.js';
import { parseQueue, parseStates, withQueue } from '../support/withQueue.js';

async function clear(states: JobState[], queue: QueueName | undefined): Promise<number> {
  const { ValidationFailed } = await import('../../src/exceptions/ValidationFailed.js');
  const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
  try {
    return await QueueService.clear(states, queue);
  } catch (error) {
    if (error instanceof ValidationFailed) throw new CommandFailed(error.details.errors?.[0]?.message ?? error.message);
    throw error;
  }
}

export default command({
  name: 'queue:clear',
  summary: 'Remove finished jobs, or jobs in other states',
  options: {
    '--queue <name>': 'Limit to one queue',
    '--state <states>': 'Comma-separated states: waiting, delayed, blocked, completed, failed',
    '--force': 'Allow it in production',
  },

  run: async ({ queue, state, force }) => {
    await rejectInProduction('queue:clear', 'queue:clear removes unfinished jobs', force);
    await withQueue(async () => {
      const [name, states] = [await parseQueue(queue), await parseStates(state)];
      terminal.print(`Removed jobs: ${await clear(states, name)}`);
    });
  },
});
