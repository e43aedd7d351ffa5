import { exitWithError } from '../src/server/exitWithError.js';
import { createProgram } from './program.js';
import { CommandFailed } from './support/CommandFailed.js';

/** Generators use development packages, which servers do not install. */
function explainMissingPackage(error: unknown): unknown {
  const [, name] = /^Cannot find package '(.+?)'/.exec(error instanceof Error ? error.message : '') ?? [];
  return name ? new CommandFailed(`${name} is not installed. Run npm install --include=dev`) : error;
}

try {
  await createProgram().parseAsync();
} catch (error) {
  exitWithError(explainMissingPackage(error));
}
