import { OperationalError } from '../utils/OperationalError.js';

function formatError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isPortError = 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'bind');
  if (isPortError) return `${error.message}: check APP_PORT and APP_HOST`;
  // The error of Umzug already names the migration and the cause.
  const isPlain = error instanceof OperationalError || error.name === 'MigrationError';
  return isPlain ? error.message : (error.stack ?? error.message);
}

/** Exits with status 1. Errors that the operator can fix print their message; a bug prints its stack trace. */
export function exitWithError(error: unknown): never {
  process.stderr.write(`${formatError(error)}\n`);
  process.exit(1);
}
