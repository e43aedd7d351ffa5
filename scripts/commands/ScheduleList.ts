import type { ScheduleEntry } from '../../src/services/operations/ScheduleService.js';
import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { requireTables } from '../support/refuseWithoutTables.js';
import { table } from '../support/table.js';
import { terminal } from '../support/terminal.js';

const TITLES = ['JOB', 'CRON', 'TIME ZONE', 'LAST RUN', 'NEXT RUN', 'SUMMARY'];

function formatMoment(date: Date | null, timeZone: string): string {
  // The Swedish way of writing a moment is the one that sorts.
  return date?.toLocaleString('sv-SE', { timeZone }) ?? 'never';
}

function formatRow({ name, cron, timeZone, lastRunAt, nextRunAt, summary }: ScheduleEntry): string[] {
  return [name, cron, timeZone, formatMoment(lastRunAt, timeZone), formatMoment(nextRunAt, timeZone), summary];
}

export default command({
  name: 'schedule:list',
  summary: 'List the jobs that run by the clock, with their last and next run',
  options: { '--json': 'As JSON' },

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
