import { queueConfig } from '../config/queue.js';
import { queue } from '../drivers/queue/index.js';
import { ROLES } from '../models/User.js';
import { clock } from '../utils/clock.js';
import UserStatisticsService from './UserStatisticsService.js';

export interface Report {
  /** The day on which it was made, as people write it. */
  date: string;
  users: { total: number; active: number; new: number };
  byRole: { role: string; count: number }[];
  failedJobs: number;
}

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: queueConfig.timeZone });

class ReportService {
  /** What administrators want to know about the last days. */
  public async of(days: number): Promise<Report> {
    const { total, active, byRole, new: recent } = await UserStatisticsService.of(days);
    const counts = Object.values(await queue.counts());
    return {
      date: date.format(clock.now()),
      users: { total, active, new: recent.count },
      byRole: ROLES.map((role) => ({ role, count: byRole[role] })),
      failedJobs: counts.reduce((sum, { failed }) => sum + failed, 0),
    };
  }
}

export default new ReportService();
