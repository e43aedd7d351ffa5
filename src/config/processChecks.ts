function isSqlite({ DATABASE_URL: url, DB_DIALECT: dialect = 'sqlite' }: NodeJS.Dict<string>): boolean {
  return url ? url.startsWith('sqlite:') : dialect === 'sqlite';
}

/** What is wrong with the number of processes: SQLite has one writing process. */
export function checkConcurrency(variables: NodeJS.Dict<string>): string[] {
  const { WEB_CONCURRENCY: processes = '1' } = variables;
  const isSeveral = processes === 'auto' || Number(processes) > 1;
  return isSeveral && isSqlite(variables) ? ['WEB_CONCURRENCY must be 1 with SQLite'] : [];
}
