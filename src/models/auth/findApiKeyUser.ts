import { QueryTypes } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { User } from '../users/User.js';

const users = sequelize.getQueryInterface().quoteIdentifier('users');

// Plain SQL with a quoted name, as in findSessionUser().
const API_KEY_USER_QUERY = `
  SELECT ${users}.*, api_keys.id AS key_id, api_keys.scopes AS key_scopes,
    CASE WHEN api_keys.last_used_at > :usedSince THEN 1 ELSE 0 END AS key_is_noted
  FROM ${users} JOIN api_keys ON api_keys.user_id = ${users}.id
  WHERE ${users}.id = :userId AND ${users}.deleted_at IS NULL AND api_keys.key_hash = :hash
    AND api_keys.revoked_at IS NULL AND (api_keys.expires_at IS NULL OR api_keys.expires_at > :now)`;

interface CallerApiKey {
  id: number;
  scopes: string[];
  /** Its last use was stored after the moment `usedSince`. */
  isUseRecent: boolean;
}

export interface ApiKeyQuery {
  userId: number;
  hash: string;
  usedSince: Date;
}

function toCallerApiKey({ dataValues }: User): CallerApiKey {
  const { key_id: id, key_scopes: scopes, key_is_noted: noted } = dataValues as object as Record<string, unknown>;
  return { id: Number(id), scopes: String(scopes).split(' '), isUseRecent: Number(noted) === 1 };
}

/** Finds the user of an active API key, regardless of the user's status, and the scopes of the key. */
export async function findApiKeyUser(query: ApiKeyQuery): Promise<{ user: User; key: CallerApiKey } | undefined> {
  const replacements = { ...query, now: clock.now() };
  const options = { type: QueryTypes.SELECT, model: User, mapToModel: true, replacements } as const;
  const [user] = await sequelize.query(API_KEY_USER_QUERY, options);
  return user && { user, key: toCallerApiKey(user) };
}
