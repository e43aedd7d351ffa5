const EXPLAINED = ['InvalidEnvironment', 'DatabaseUnusable', 'MigrationError', 'CommandFailed'];

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return `${error.message}: set another APP_PORT, or stop what uses it`;
  return EXPLAINED.includes(error.name) ? error.message : (error.stack ?? error.message);
}

/** Ends the process over an error at its start: what the operator can mend in plain words, a bug with its stack. */
export function explainAndExit(error: unknown): never {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
