import type { ScheduleEntry } from '../../src/services/operations/ScheduleService.js';
import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { requireTables } from '../support/requireTables.js';
import { table } from '../support/table.js';
import { terminal } from '../support/terminal.js';

const TITLES = ['JOB', 'CRON', 'TIME ZONE', 'LAST RUN', 'NEXT RUN', 'SUMMARY'];

function formatTime(date: Date | null, timeZone: string): string {
  // The Swedish locale formats dates so that they sort.
  return date?.toLocaleString('sv-SE', { timeZone }) ?? 'never';
}

function formatRow({ name, cron, timeZone, lastRunAt, nextRunAt, summary }: ScheduleEntry): string[] {
  return [name, cron, timeZone, formatTime(lastRunAt, timeZone), formatTime(nextRunAt, timeZone), summary];
}

export default command({
  name: 'schedule:list',
  summary: 'List scheduled jobs with their last and next run',
  options: { '--json': 'Print JSON' },

  run: ({ json }) =>
    withDatabase(async () => {
      await requireTables();
      const { modules } = await import('../../src/modules/index.js');
      const { default: ScheduleService } = await import('../../src/services/operations/ScheduleService.js');
      const entries = await ScheduleService.overview(modules.flatMap(({ schedule }) => schedule));
      if (json) terminal.print(JSON.stringify(entries, null, 2));
      else terminal.print(...table(TITLES, entries.map(formatRow)));
    }),
});
