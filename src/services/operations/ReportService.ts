import { queueConfig } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import { ROLES } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import UserStatisticsService from '../users/UserStatisticsService.js';

export interface ReportMetric {
  label: string;
  value: number;
}

/** What a module has to say of the time since a moment. */
export type ReportSource = (since: Date) => Promise<ReportMetric[]>;

export interface Report {
  /** The day on which it was made, as people write it. */
  date: string;
  users: { total: number; active: number; new: number };
  byRole: { role: string; count: number }[];
  failedJobs: number;
  /** Of the modules. */
  figures: ReportMetric[];
}

const SECONDS_PER_DAY = 86_400;

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: queueConfig.timeZone });

class ReportService {
  private readonly sources: ReportSource[] = [];

  /** Makes every report say what a module has to tell. */
  public register(source: ReportSource): void {
    this.sources.push(source);
  }

  /** What administrators want to know about the last days. */
  public async build(days: number): Promise<Report> {
    const { total, active, byRole, new: recent } = await UserStatisticsService.build(days);
    const counts = Object.values(await queue.countJobs());
    const since = clock.in(-days * SECONDS_PER_DAY);
    const figures = await Promise.all(this.sources.map((source) => source(since)));
    return {
      date: dateFormat.format(clock.now()),
      users: { total, active, new: recent.count },
      byRole: ROLES.map((role) => ({ role, count: byRole[role] })),
      failedJobs: counts.reduce((sum, { failed }) => sum + failed, 0),
      figures: figures.flat(),
    };
  }
}

export default new ReportService();
