import { queueConfig } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import { ROLES } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import UserStatisticsService from '../users/UserStatisticsService.js';

export interface Figure {
  label: string;
  value: number;
}

/** What a module has to say of the time since a moment. */
export type Figures = (since: Date) => Promise<Figure[]>;

export interface Report {
  /** The day on which it was made, as people write it. */
  date: string;
  users: { total: number; active: number; new: number };
  byRole: { role: string; count: number }[];
  failedJobs: number;
  /** Of the modules. */
  figures: Figure[];
}

const SECONDS_A_DAY = 86_400;

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: queueConfig.timeZone });

class ReportService {
  private readonly modules: Figures[] = [];

  /** Makes every report say what a module has to tell. */
  public contribute(figures: Figures): void {
    this.modules.push(figures);
  }

  /** What administrators want to know about the last days. */
  public async of(days: number): Promise<Report> {
    const { total, active, byRole, new: recent } = await UserStatisticsService.of(days);
    const counts = Object.values(await queue.counts());
    const since = clock.in(-days * SECONDS_A_DAY);
    const figures = await Promise.all(this.modules.map((figuresOf) => figuresOf(since)));
    return {
      date: date.format(clock.now()),
      users: { total, active, new: recent.count },
      byRole: ROLES.map((role) => ({ role, count: byRole[role] })),
      failedJobs: counts.reduce((sum, { failed }) => sum + failed, 0),
      figures: figures.flat(),
    };
  }
}

export default new ReportService();
