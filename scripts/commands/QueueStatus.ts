import type { QueueOverview } from '../../src/services/operations/QueueService.js';
import { command } from '../support/command.js';
import { table } from '../support/table.js';
import { terminal } from '../support/terminal.js';
import { withQueue } from '../support/withQueue.js';

function formatRow({ name, counts }: QueueOverview, states: readonly (keyof QueueOverview['counts'])[]): string[] {
  return [name, ...states.map((state) => String(counts[state]))];
}

export default command({
  name: 'queue:status',
  summary: 'Show the number of jobs in each queue',
  options: { '--json': 'Print JSON' },

  run: ({ json }) =>
    withQueue(async () => {
      const { JOB_STATES } = await import('../../src/drivers/queue/QueueDriver.js');
      const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
      const queues = await QueueService.overview();
      const titles = ['QUEUE', ...JOB_STATES.map((state) => state.toUpperCase())];
      if (json) terminal.print(JSON.stringify(queues, null, 2));
      else
        terminal.print(
          ...table(
            titles,
            queues.map((queue) => formatRow(queue, JOB_STATES)),
          ),
        );
    }),
});
