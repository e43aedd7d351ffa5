import { QueryTypes } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

const users = sequelize.getQueryInterface().quoteIdentifier('users');

// Plain SQL, because every authenticated request runs it: an include doubled the CPU time of the whole request.
// The name is quoted, because Sequelize derives the types of SQLite's columns from it.
const SESSION_USER_QUERY = `
  SELECT ${users}.* FROM ${users} JOIN sessions ON sessions.user_id = ${users}.id
  WHERE ${users}.id = :userId AND ${users}.deleted_at IS NULL
    AND sessions.id = :sessionId AND sessions.revoked_at IS NULL AND sessions.expires_at > :now`;

/** Finds the user of an active session, regardless of the user's status. */
export async function findSessionUser(userId: number, sessionId: number): Promise<User | undefined> {
  const replacements = { userId, sessionId, now: clock.now() };
  const options = { type: QueryTypes.SELECT, model: User, mapToModel: true, replacements } as const;
  const [user] = await sequelize.query(SESSION_USER_QUERY, options);
  return user;
}
