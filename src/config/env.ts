import { OperationalError } from '../utils/OperationalError.js';
import { checkConcurrency } from './processChecks.js';
import { prepareDotenv, readDotenv } from './dotenv.js';
import { checkDrivers } from './drivers.js';
import { checkOAuth } from './oauthChecks.js';
import { checkSecrets } from './secrets.js';
import { Env } from './variables/index.js';

/** Stops the start: every wrong variable at once, by name. */
export class InvalidEnvironment extends OperationalError {
  public override readonly name = 'InvalidEnvironment';

  public constructor(problems: string[]) {
    super(`The environment is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

function omitBlanks(variables: NodeJS.Dict<string>): NodeJS.Dict<string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
}

/**
 * Reads the configuration from variables; blank ones count as not set.
 *
 * @throws InvalidEnvironment naming every problem
 */
export function parseEnvironment(variables: NodeJS.Dict<string>): Env {
  const given = omitBlanks(variables);
  const result = Env.safeParse(given);
  const wrong = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
  const checks = [checkConcurrency, checkDrivers, checkOAuth, checkSecrets];
  const problems = [...wrong, ...checks.flatMap((check) => check(given))];
  if (!result.success || problems.length > 0) throw new InvalidEnvironment(problems);
  return result.data;
}

function readEnvironment(): { env: Env; notice: string | undefined } {
  const mode = omitBlanks(process.env).NODE_ENV ?? omitBlanks(readDotenv()).NODE_ENV ?? 'development';
  // Tests say all they need themselves, and a production server is given its secrets: it never invents them.
  const notice = mode === 'development' ? prepareDotenv() : undefined;
  const file = mode === 'test' ? {} : readDotenv();
  return { env: parseEnvironment({ ...file, ...omitBlanks(process.env) }), notice };
}

export const { env, notice: startupNotice } = readEnvironment();

/** Whether npm started this process. A signal to npm does not reach it. */
export const isRunByNpm = process.env.npm_lifecycle_event !== undefined;
