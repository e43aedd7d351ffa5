import { User } from '../../models/users/User.js';
import type { UserStatistics } from '../../models/users/userStatistics.js';

class UserStatisticsService {
  /** Counts users by role and status, and those who registered in the last days. */
  public build(days: number): Promise<UserStatistics> {
    return User.getStatistics(days);
  }
}

export default new UserStatisticsService();
