import { QueryTypes } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

const users = sequelize.getQueryInterface().quoteIdentifier('users');

// By hand, because every authenticated request runs it: with an include the whole request took twice the CPU.
// The name is quoted, because Sequelize finds the types of SQLite's columns by it.
const SESSION_USER_QUERY = `
  SELECT ${users}.* FROM ${users} JOIN sessions ON sessions.user_id = ${users}.id
  WHERE ${users}.id = :userId AND ${users}.deleted_at IS NULL
    AND sessions.id = :sessionId AND sessions.revoked_at IS NULL AND sessions.expires_at > :now`;

/** The user with this session, if it is theirs and lives; whatever their status. */
export async function findSessionUser(userId: number, sessionId: number): Promise<User | undefined> {
  const replacements = { userId, sessionId, now: clock.now() };
  const options = { type: QueryTypes.SELECT, model: User, mapToModel: true, replacements } as const;
  const [user] = await sequelize.query(SESSION_USER_QUERY, options);
  return user;
}
