import type { JobRecord } from '../../src/drivers/queue/QueueDriver.js';
import { command } from '../support/command.js';
import { table } from '../support/table.js';
import { terminal } from '../support/terminal.js';
import { parseQueue, withQueue } from '../support/withQueue.js';

const TITLES = ['ID', 'QUEUE', 'JOB', 'ATTEMPTS', 'FAILED AT', 'ERROR'];
const MAX_JOBS = 50;

function formatRow({ id, queue, name, attempt, finishedAt, error }: JobRecord): string[] {
  const [reason = ''] = (error ?? '').split('\n');
  return [id, queue, name, String(attempt), finishedAt?.toISOString() ?? '', reason];
}

export default command({
  name: 'queue:failed',
  summary: `List failed jobs, newest first (up to ${MAX_JOBS})`,
  options: { '--queue <name>': 'Limit to one queue', '--json': 'Print JSON' },

  run: ({ queue, json }) =>
    withQueue(async () => {
      const filter = { queue: await parseQueue(queue), state: 'failed', page: 1, limit: MAX_JOBS } as const;
      const { default: QueueJobResource } = await import('../../src/resources/operations/QueueJobResource.js');
      const { default: QueueService } = await import('../../src/services/operations/QueueService.js');
      const { rows } = await QueueService.paginate(filter);
      if (json) terminal.print(JSON.stringify(QueueJobResource.many(rows), null, 2));
      else if (rows.length === 0) terminal.print('No failed jobs');
      else terminal.print(...table(TITLES, rows.map(formatRow)));
    }),
});
