import { setTimeout as sleep } from 'node:timers/promises';
import type { ScheduledJob } from '../jobs/ScheduledJob.js';
import { logger } from '../logging/logger.js';
import ScheduleService from '../services/operations/ScheduleService.js';
import { clock } from '../utils/clock.js';

/** Bounds the pause between two polls: the clock may be changed, or another instance may update the schedule. */
const MAX_PAUSE_MS = 60_000;
const ERROR_PAUSE_MS = 5_000;

/** Dispatches scheduled jobs when they are due. Any number of processes may run it: each job is dispatched once. */
export class Scheduler {
  private readonly stopController = new AbortController();
  private loop = Promise.resolve();
  private isFailing = false;

  public constructor(private readonly schedule: readonly ScheduledJob[]) {}

  public start(): this {
    if (this.schedule.length > 0) this.loop = this.runLoop();
    return this;
  }

  /** Waits for a dispatch in flight. */
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

  /** Returns the milliseconds until the next poll. */
  private async poll(): Promise<number> {
    try {
      const next = await ScheduleService.dispatchDue(this.schedule);
      this.isFailing = false;
      return Math.min(Math.max(next.getTime() - clock.now().getTime(), 0), MAX_PAUSE_MS);
    } catch (error) {
      if (!this.isFailing) logger.error('Could not read the schedule, retrying', { error });
      this.isFailing = true;
      return ERROR_PAUSE_MS;
    }
  }
}
