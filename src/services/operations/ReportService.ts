import { queueConfig } from '../../config/queue.js';
import { queue } from '../../drivers/queue/index.js';
import { ROLES } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import UserStatisticsService from '../users/UserStatisticsService.js';

export interface ReportMetric {
  label: string;
  value: number;
}

/** Computes a module's metrics for the time since a moment. */
export type ReportSource = (since: Date) => Promise<ReportMetric[]>;

export interface Report {
  /** The day of the report, formatted for readers. */
  date: string;
  users: { total: number; active: number; new: number };
  byRole: { role: string; count: number }[];
  failedJobs: number;
  /** The metrics of all modules. */
  figures: ReportMetric[];
}

const SECONDS_PER_DAY = 86_400;

const dateFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: queueConfig.timeZone });

/** Builds the daily and weekly reports from metrics that modules register. */
class ReportService {
  private readonly sources: ReportSource[] = [];

  /** Adds a module's metrics to every report. */
  public register(source: ReportSource): void {
    this.sources.push(source);
  }

  /** Builds the report that administrators receive about the last days. */
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
