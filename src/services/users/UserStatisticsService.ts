import { User } from '../../models/users/User.js';
import type { UserStatistics } from '../../models/users/userStatistics.js';

class UserStatisticsService {
  /** How many users there are, by role and status, and how many came in the last days. */
  public build(days: number): Promise<UserStatistics> {
    return User.getStatistics(days);
  }
}

export default new UserStatisticsService();
