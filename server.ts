import { exitWithError } from './src/server/exitWithError.js';

try {
  // Imported here, so that an invalid environment is reported as a plain message and not as a stack trace.
  const { start } = await import('./src/server/start.js');
  await start({ seed: process.argv.includes('--seed') });
} catch (error) {
  exitWithError(error);
}
