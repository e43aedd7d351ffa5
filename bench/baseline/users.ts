import { type Row, store } from './store.js';

const { APP_URL } = process.env;

const COLUMNS = [
  'u.id, u.firstname, u.lastname, u.email, u.email_verified_at AS "emailVerifiedAt", u.role, u.status, u.plan',
  'u.avatar, u.avatar_thumbnail AS "avatarThumbnail"',
  'u.two_factor_confirmed_at IS NOT NULL AS "twoFactorEnabled"',
  'u.last_login_at AS "lastLoginAt", u.created_at AS "createdAt", u.updated_at AS "updatedAt"',
].join(', ');

const SESSION_USER = `SELECT ${COLUMNS} FROM users u JOIN sessions s ON s.user_id = u.id
  WHERE u.id = $1 AND u.deleted_at IS NULL AND s.id = $2 AND s.revoked_at IS NULL AND s.expires_at > $3`;
const COUNT = 'SELECT count(*) AS total FROM users WHERE deleted_at IS NULL';
const PAGE = `SELECT ${COLUMNS} FROM users u WHERE u.deleted_at IS NULL
  ORDER BY u.created_at DESC, u.id DESC LIMIT $1 OFFSET $2`;

function present(row: Row): Row {
  for (const name of ['avatar', 'avatarThumbnail']) {
    if (typeof row[name] === 'string') row[name] = `${APP_URL}${row[name]}`;
  }
  // SQLite has no booleans.
  row.twoFactorEnabled = Boolean(row.twoFactorEnabled);
  return row;
}

function now(): string {
  return new Date().toISOString().replace('T', ' ').replace('Z', ' +00:00');
}

/** Finds the user of an active session. */
export async function findSessionUser(id: number, sessionId: number): Promise<Row | undefined> {
  const [row] = await store.select(SESSION_USER, [id, sessionId, now()]);
  return row && present(row);
}

export async function findPage(page: number, limit: number): Promise<{ total: number; rows: Row[] }> {
  const [[count], rows] = await Promise.all([store.select(COUNT, []), store.select(PAGE, [limit, (page - 1) * limit])]);
  return { total: Number(count?.total), rows: rows.map(present) };
}
