import { OperationalError } from '../utils/OperationalError.js';

function formatError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isAboutPort = 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'bind');
  if (isAboutPort) return `${error.message}: check APP_PORT and APP_HOST`;
  // Umzug's own error names the migration and what went wrong in it.
  const isPlain = error instanceof OperationalError || error.name === 'MigrationError';
  return isPlain ? error.message : (error.stack ?? error.message);
}

/** Ends the process over an error at its start: what the operator can mend in plain words, a bug with its stack. */
export function exitWithError(error: unknown): never {
  process.stderr.write(`${formatError(error)}\n`);
  process.exit(1);
}
