import { z } from 'zod';
import { ROLES } from '../../models/users/User.js';
import type { UserStatistics } from '../../models/users/userStatistics.js';
import { Resource } from '../Resource.js';

const count = z.int().nonnegative();

class UserStatisticsResource extends Resource<UserStatistics> {
  public readonly schema = z
    .object({
      total: count,
      active: count.meta({ description: 'Approved users, who can log in' }),
      byRole: z.record(z.enum(ROLES), count),
      new: z.object({ days: z.int().positive(), count }).meta({ description: 'Users who registered in the last days' }),
    })
    .meta({ id: 'UserStatistics' });
}

export default new UserStatisticsResource();
