import { setTimeout as sleep } from 'node:timers/promises';
import type { ScheduledJob } from '../jobs/ScheduledJob.js';
import ScheduleService from '../services/operations/ScheduleService.js';
import { clock } from '../utils/clock.js';
import { logger } from '../logging/logger.js';

/** Milliseconds. The clock may be set anew, and a schedule's row written by another instance: look now and then. */
const LONGEST_PAUSE = 60_000;
const PAUSE_AFTER_ERROR = 5_000;

/** Dispatches scheduled jobs when they are due. It may run in any number of processes. */
export class Scheduler {
  private readonly ending = new AbortController();
  private running = Promise.resolve();
  private isFailing = false;

  public constructor(private readonly schedule: readonly ScheduledJob[]) {}

  public start(): this {
    if (this.schedule.length > 0) this.running = this.run();
    return this;
  }

  /** Waits for a dispatch that has begun. */
  public async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      const pause = await this.look();
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Returns the milliseconds until the next look. */
  private async look(): Promise<number> {
    try {
      const next = await ScheduleService.dispatchDue(this.schedule);
      this.isFailing = false;
      return Math.min(Math.max(next.getTime() - clock.now().getTime(), 0), LONGEST_PAUSE);
    } catch (error) {
      if (!this.isFailing) logger.error('The schedule cannot be looked at; it is tried again and again', { error });
      this.isFailing = true;
      return PAUSE_AFTER_ERROR;
    }
  }
}
