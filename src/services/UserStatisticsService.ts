import { col, fn, Op } from 'sequelize';
import { type Role, ROLES, type Status, User } from '../models/User.js';
import { clock } from '../utils/clock.js';

export interface UserStatistics {
  total: number;
  active: number;
  byRole: Record<Role, number>;
  new: { days: number; count: number };
}

const DAY = 86_400;

class UserStatisticsService {
  /** How many users there are, by role and status, and how many came in the last days. */
  public async of(days: number): Promise<UserStatistics> {
    const byStatus = await this.countBy<Status>('status');
    const byRole = await this.countBy<Role>('role');
    const recent = await User.count({ where: { createdAt: { [Op.gte]: clock.in(-days * DAY) } } });
    const total = [...byRole.values()].reduce((sum, count) => sum + count, 0);
    const roles = Object.fromEntries(ROLES.map((role) => [role, byRole.get(role) ?? 0])) as Record<Role, number>;
    return { total, active: byStatus.get('approved') ?? 0, byRole: roles, new: { days, count: recent } };
  }

  private async countBy<T extends string>(attribute: 'role' | 'status'): Promise<Map<T, number>> {
    const rows = await User.findAll({ attributes: [attribute, [fn('COUNT', col('id')), 'count']], group: [attribute] });
    return new Map(rows.map((row) => [row.get(attribute) as T, Number(row.get('count'))]));
  }
}

export default new UserStatisticsService();
