function isSqlite({ DATABASE_URL: url, DB_DIALECT: dialect = 'sqlite' }: NodeJS.Dict<string>): boolean {
  return url ? url.startsWith('sqlite:') : dialect === 'sqlite';
}

/** Returns the problems of the number of processes: SQLite allows a single writing process. */
export function checkConcurrency(variables: NodeJS.Dict<string>): string[] {
  const { WEB_CONCURRENCY: processes = '1' } = variables;
  const hasMultiple = processes === 'auto' || Number(processes) > 1;
  return hasMultiple && isSqlite(variables) ? ['WEB_CONCURRENCY must be 1 with SQLite'] : [];
}
