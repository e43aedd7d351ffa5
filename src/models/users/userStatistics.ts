import { col, fn, type Model, type ModelStatic, Op } from 'sequelize';
import { clock } from '../../utils/clock.js';
import { type Role, ROLES, type Status } from './userEnums.js';

export interface UserStatistics {
  total: number;
  active: number;
  byRole: Record<Role, number>;
  new: { days: number; count: number };
}

type Users = ModelStatic<Model & { role: Role; status: Status }>;

const SECONDS_PER_DAY = 86_400;

async function countBy(users: Users, attribute: 'role' | 'status'): Promise<Map<string, number>> {
  const rows = await users.findAll({ attributes: [attribute, [fn('COUNT', col('id')), 'count']], group: [attribute] });
  return new Map(rows.map((row) => [row[attribute], Number(row.get('count'))]));
}

/** Counts users by role and status, and those who registered in the last days. */
export async function countUsers(users: Users, days: number): Promise<UserStatistics> {
  const byStatus = await countBy(users, 'status');
  const byRole = await countBy(users, 'role');
  const recent = await users.count({ where: { createdAt: { [Op.gte]: clock.in(-days * SECONDS_PER_DAY) } } });
  return {
    total: [...byRole.values()].reduce((sum, count) => sum + count, 0),
    active: byStatus.get('approved') ?? 0,
    byRole: Object.fromEntries(ROLES.map((role) => [role, byRole.get(role) ?? 0])) as Record<Role, number>,
    new: { days, count: recent },
  };
}
