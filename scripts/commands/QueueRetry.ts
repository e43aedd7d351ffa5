import type { QueueName } from '../../src/config/queue.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { terminal } from '../support/terminal.js';
import { parseQueue, withQueue } from '../support/withQueue.js';

async function retryOne(id: string, queue: QueueName | undefined): Promise<void> {
  const { NotFound } = await import('../../src/exceptions/NotFound.js');
  const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
  try {
    await QueueService.retry(id, queue);
  } catch (error) {
    if (error instanceof NotFound) throw new CommandFailed(`No failed job has the id ${id}`);
    throw error;
  }
  terminal.print('Job queued for retry');
}

async function retryAll(queue: QueueName | undefined): Promise<void> {
  const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
  const count = await QueueService.retryAll(queue);
  terminal.print(`Jobs queued for retry: ${count}`);
}

export default command({
  name: 'queue:retry',
  summary: 'Retry a failed job, or all failed jobs',
  arguments: { '<id>': 'The id of a failed job, or: all' },
  options: { '--queue <name>': 'Limit to one queue' },

  run: ({ id, queue }) =>
    withQueue(async () => {
      const name = await parseQueue(queue);
      await (id === 'all' ? retryAll(name) : retryOne(id, name));
    }),
});
