import { OperationalError } from '../utils/OperationalError.js';
import { prepareDotenv, readDotenv } from './dotenv.js';
import { checkDrivers } from './drivers.js';
import { checkOAuth } from './oauthChecks.js';
import { checkConcurrency } from './processChecks.js';
import { checkSecrets } from './secrets.js';
import { Env } from './variables/index.js';

/** Aborts the startup and lists every invalid variable. */
export class InvalidEnvironment extends OperationalError {
  public override readonly name = 'InvalidEnvironment';

  public constructor(problems: string[]) {
    super(`Invalid environment:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

function omitBlanks(variables: NodeJS.Dict<string>): NodeJS.Dict<string> {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
}

/**
 * Parses the configuration; blank variables count as unset.
 *
 * @throws InvalidEnvironment listing every problem
 */
export function parseEnvironment(variables: NodeJS.Dict<string>): Env {
  const present = omitBlanks(variables);
  const result = Env.safeParse(present);
  const invalid = (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);
  const checks = [checkConcurrency, checkDrivers, checkOAuth, checkSecrets];
  const problems = [...invalid, ...checks.flatMap((check) => check(present))];
  if (!result.success || problems.length > 0) throw new InvalidEnvironment(problems);
  return result.data;
}

function readEnvironment(): { env: Env; notice: string | undefined } {
  const mode = omitBlanks(process.env).NODE_ENV ?? omitBlanks(readDotenv()).NODE_ENV ?? 'development';
  // Tests set all their variables themselves. A production server must be given its secrets and never generates them.
  const notice = mode === 'development' ? prepareDotenv() : undefined;
  const file = mode === 'test' ? {} : readDotenv();
  return { env: parseEnvironment({ ...file, ...omitBlanks(process.env) }), notice };
}

export const { env, notice: startupNotice } = readEnvironment();

/** True if npm started this process; npm does not forward signals to it. */
export const isRunByNpm = process.env.npm_lifecycle_event !== undefined;
