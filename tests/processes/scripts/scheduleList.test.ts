import { describe, expect, it } from '@jest/globals';
import { Project } from '../../support/project.js';
import { lumina } from './lumina.js';

const project = new Project();
const environment = { NODE_ENV: 'test', SCHEDULE_TIME_ZONE: 'Europe/Berlin' };

describe('schedule:list', () => {
  it('requires the migrations', async () => {
    const { code, stderr } = await lumina(project, ['schedule:list'], environment);

    expect(code).toBe(1);
    expect(stderr).toBe('There are pending migrations. Run npm run migrate\n');
  });

  it('lists each scheduled job with its time zone, its last and its next run', async () => {
    await lumina(project, ['migrate'], environment);

    const table = await lumina(project, ['schedule:list'], environment);
    const json = await lumina(project, ['schedule:list', '--json'], environment);

    const lines = table.stdout.split('\n');
    expect(lines[0]).toMatch(/^JOB +CRON +TIME ZONE +LAST RUN +NEXT RUN +SUMMARY$/);
    const summary = lines.find((line) => line.startsWith('reports.daily '));
    expect(summary).toMatch(/ {2}0 9 \* \* \* +Europe\/Berlin +never +\d{4}-\d\d-\d\d 09:00:00 {2}\S/);
    const entries = JSON.parse(json.stdout) as { name: string; lastRunAt: null }[];
    expect(entries.map(({ name }) => name)).toContain('retention.purge');
    expect(entries).toHaveLength(lines.filter(Boolean).length - 1);
  });
});
