import { exitWithError } from './src/server/exitWithError.js';

try {
  // Imported here, so that a wrong environment is explained instead of thrown at whoever starts the server.
  const { start } = await import('./src/server/start.js');
  await start({ seed: process.argv.includes('--seed') });
} catch (error) {
  exitWithError(error);
}
