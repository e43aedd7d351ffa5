import { exitWithError } from '../server/exitWithError.js';

try {
  // Imported here, so that a wrong environment is explained instead of thrown at whoever starts the worker.
  const { start } = await import('./start.js');
  await start(process.argv.slice(2));
} catch (error) {
  exitWithError(error);
}
