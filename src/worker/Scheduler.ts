import { setTimeout as sleep } from 'node:timers/promises';
import type { ScheduledJob } from '../jobs/ScheduledJob.js';
import ScheduleService from '../services/operations/ScheduleService.js';
import { clock } from '../utils/clock.js';
import { logger } from '../logging/logger.js';

/** Milliseconds. The clock may be set anew, and a schedule's row written by another instance: look now and then. */
const MAX_PAUSE_MS = 60_000;
const ERROR_PAUSE_MS = 5_000;

/** Dispatches scheduled jobs when they are due. It may run in any number of processes. */
export class Scheduler {
  private readonly stopController = new AbortController();
  private loop = Promise.resolve();
  private isFailing = false;

  public constructor(private readonly schedule: readonly ScheduledJob[]) {}

  public start(): this {
    if (this.schedule.length > 0) this.loop = this.runLoop();
    return this;
  }

  /** Waits for a dispatch that has begun. */
  public async stop(): Promise<void> {
    this.stopController.abort();
    await this.loop;
  }

  private async runLoop(): Promise<void> {
    const { signal } = this.stopController;
    while (!signal.aborted) {
      const pause = await this.poll();
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Returns the milliseconds until the next look. */
  private async poll(): Promise<number> {
    try {
      const next = await ScheduleService.dispatchDue(this.schedule);
      this.isFailing = false;
      return Math.min(Math.max(next.getTime() - clock.now().getTime(), 0), MAX_PAUSE_MS);
    } catch (error) {
      if (!this.isFailing) logger.error('The schedule cannot be looked at; it is tried again and again', { error });
      this.isFailing = true;
      return ERROR_PAUSE_MS;
    }
  }
}
