import type { QueueName } from '../../src/config/queue.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';
import { parseQueue, withQueue } from '../support/withQueue.js';

async function retryOne(id: string, queue: QueueName | undefined): Promise<void> {
  const { NotFound } = await import('../../src/exceptions/NotFound.js');
  const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
  try {
    await QueueService.retry(id, queue);
  } catch (error) {
    if (error instanceof NotFound) throw new CommandFailed(`No job with the id ${id} has failed`);
    throw error;
  }
  terminal.print('The job runs again');
}

async function retryAll(queue: QueueName | undefined): Promise<void> {
  const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
  const count = await QueueService.retryAll(queue);
  terminal.print(`Failed jobs that run again: ${count}`);
}

export default command({
  name: 'queue:retry',
  summary: 'Give a failed job all its attempts anew, or all failed jobs',
  arguments: { '<id>': 'The id of a failed job, or: all' },
  options: { '--queue <name>': 'Of one queue only' },

  run: ({ id, queue }) =>
    withQueue(async () => {
      const name = await parseQueue(queue);
      await (id === 'all' ? retryAll(name) : retryOne(id, name));
    }),
});
