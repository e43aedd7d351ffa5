import { loadConfiguration } from './application.js';
import { CommandFailed } from './CommandFailed.js';

/** Guards destructive commands. @throws CommandFailed in production without `--force` */
export async function rejectInProduction(command: string, danger: string, force: true | undefined): Promise<void> {
  const { isProduction } = await loadConfiguration();
  if (isProduction && !force)
    throw new CommandFailed(`${danger}. In production it requires: npx lumina ${command} --force`);
}
