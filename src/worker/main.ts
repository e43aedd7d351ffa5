import { exitWithError } from '../server/exitWithError.js';

try {
  // Imported here, so that an invalid environment is reported as a plain message and not as a stack trace.
  const { start } = await import('./start.js');
  await start(process.argv.slice(2));
} catch (error) {
  exitWithError(error);
}
