import { databaseConfig } from '../../../config/database.js';
import type { Dialect } from '../../../config/databaseUrl.js';
import type { PostSearch } from './PostSearch.js';

const dialects: Record<Dialect, () => Promise<{ search: PostSearch }>> = {
  sqlite: () => import('./sqlite.js'),
  postgres: () => import('./postgres.js'),
  mysql: () => import('./mysql.js'),
  mariadb: () => import('./mysql.js'),
};

/** Returns the full-text search of the application's database. */
export async function postSearch(): Promise<PostSearch> {
  const { search } = await dialects[databaseConfig.dialect]();
  return search;
}
