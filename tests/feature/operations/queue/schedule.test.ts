import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ScheduledJob } from '../../../../src/jobs/ScheduledJob.js';

process.env.SCHEDULE_TIME_ZONE = 'Europe/Berlin';
await import('../../../support/database.js');
const { Job } = await import('../../../../src/jobs/Job.js');
const { ScheduledRun } = await import('../../../../src/models/operations/ScheduledRun.js');
const { modules } = await import('../../../../src/modules/index.js');
const { default: ScheduleService } = await import('../../../../src/services/operations/ScheduleService.js');
const { clock } = await import('../../../../src/utils/clock.js');

const runs: string[] = [];

class TidyUp extends Job<object> {
  public static readonly type = 'test.tidy-up';

  public handle(): Promise<void> {
    runs.push(clock.now().toISOString().slice(0, 16));
    return Promise.resolve();
  }
}

class Refused extends TidyUp {
  public static isRefused = true;

  public static override dispatch: typeof Job.dispatch = function (this: typeof Refused) {
    if (this.isRefused) return Promise.reject(new Error('The queue takes nothing in'));
    return TidyUp.dispatch({});
  };
}

function daily(cron = '0 9 * * *', job: ScheduledJob['job'] = TidyUp): ScheduledJob[] {
  return [{ cron, job, summary: 'Tidies up' }];
}

function travelTo(moment: string): void {
  clock.reset();
  clock.travel((Date.parse(moment) - clock.now().getTime()) / 1000);
}

/** Polls the schedule at each of these times. */
async function pollAt(schedule: ScheduledJob[], ...moments: string[]): Promise<void> {
  for (const moment of moments) {
    travelTo(moment);
    await ScheduleService.dispatchDue(schedule);
  }
}

beforeEach(async () => {
  runs.length = 0;
  await ScheduledRun.destroy({ where: {} });
});

afterEach(() => {
  clock.reset();
});

describe('a scheduled job', () => {
  it('does not run for times before it was first seen', async () => {
    await pollAt(daily(), '2026-06-01T12:00:00Z', '2026-06-01T12:01:00Z');

    expect(runs).toEqual([]);
  });

  it('runs once when it is due in the time zone of the schedule', async () => {
    await pollAt(
      daily(),
      '2026-06-01T06:00:00Z',
      '2026-06-01T06:59:59.900Z',
      '2026-06-01T07:00:00.100Z',
      '2026-06-01T07:00:01Z',
    );

    expect(runs).toEqual(['2026-06-01T07:00']);
  });

  it('runs once if several instances find it due simultaneously', async () => {
    await pollAt(daily(), '2026-06-01T06:00:00Z');
    travelTo('2026-06-01T07:00:00.001Z');

    await Promise.all(Array.from({ length: 10 }, () => ScheduleService.dispatchDue(daily())));

    expect(runs).toHaveLength(1);
  });

  it('does not run again on an instance whose clock is behind', async () => {
    await pollAt(daily(), '2026-06-01T06:00:00Z', '2026-06-01T07:00:00.001Z', '2026-06-01T06:59:58Z');

    await pollAt(daily(), '2026-06-01T07:00:00.001Z');

    expect(runs).toHaveLength(1);
  });

  it('runs once after days without a run, then continues as scheduled', async () => {
    await pollAt(
      daily(),
      '2026-06-01T06:00:00Z',
      '2026-06-05T12:00:00Z',
      '2026-06-05T12:01:00Z',
      '2026-06-06T07:00:00Z',
    );

    expect(runs).toEqual(['2026-06-05T12:00', '2026-06-06T07:00']);
  });

  it('stays due if it could not be enqueued', async () => {
    const schedule = daily('0 9 * * *', Refused);
    await pollAt(schedule, '2026-06-01T06:00:00Z');
    const failed = pollAt(schedule, '2026-06-01T07:00:00Z');
    await expect(failed).rejects.toThrow('The queue takes nothing in');
    Refused.isRefused = false;

    await pollAt(schedule, '2026-06-01T07:00:05Z', '2026-06-01T07:00:10Z');

    expect(runs).toEqual(['2026-06-01T07:00']);
  });

  it('may be scheduled twice', async () => {
    const schedule = [...daily('0 9 * * *'), ...daily('30 9 * * *')];

    await pollAt(schedule, '2026-06-01T06:00:00Z', '2026-06-01T07:00:00Z', '2026-06-01T07:30:00Z');

    expect(runs).toEqual(['2026-06-01T07:00', '2026-06-01T07:30']);
  });

  it('runs once in the night in which its hour occurs twice', async () => {
    const schedule = daily('30 2 * * *');

    await pollAt(
      schedule,
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T12:00:00Z',
    );

    expect(runs).toEqual(['2026-10-25T00:30']);
  });

  it('runs right after the gap in the night in which its hour is skipped', async () => {
    const schedule = daily('30 2 * * *');

    await pollAt(schedule, '2026-03-28T12:00:00Z', '2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z');

    expect(runs).toEqual(['2026-03-29T01:00']);
  });
});

describe('the schedule', () => {
  it('reports when the next job is due', async () => {
    travelTo('2026-06-01T06:00:00Z');

    const next = await ScheduleService.dispatchDue([...daily('0 12 * * *'), ...daily()]);

    expect(next).toEqual(new Date('2026-06-01T07:00:00Z'));
  });

  it('shows the last and the next run', async () => {
    await pollAt(daily(), '2026-06-01T06:00:00Z', '2026-06-01T07:00:00.500Z');

    const [entry] = await ScheduleService.overview(daily());

    expect(entry).toMatchObject({
      name: 'test.tidy-up',
      cron: '0 9 * * *',
      timeZone: 'Europe/Berlin',
      summary: 'Tidies up',
    });
    expect(entry?.lastRunAt).toBeInstanceOf(Date);
    expect(entry?.nextRunAt).toEqual(new Date('2026-06-02T07:00:00Z'));
  });

  it('rejects a cron expression that never matches', async () => {
    await expect(ScheduleService.dispatchDue(daily('0 0 30 2 *'))).rejects.toThrow('never matches');
  });

  it('of the application is valid, and workers know its jobs', async () => {
    const schedule = modules.flatMap((module) => module.schedule);
    const known = modules.flatMap((module) => module.jobs).map(({ type }) => type);

    const entries = await ScheduleService.overview(schedule);

    expect(entries.length).toBeGreaterThan(0);
    for (const { name, nextRunAt } of entries) {
      expect(known).toContain(name);
      expect(nextRunAt.getTime()).toBeGreaterThan(Date.now());
    }
  });
});
