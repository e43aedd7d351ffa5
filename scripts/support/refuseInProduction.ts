import { loadConfiguration } from './application.js';
import { CommandFailed } from './CommandFailed.js';

/** Stands before what a running business would regret. @throws CommandFailed in production, unless it was insisted on */
export async function rejectInProduction(command: string, danger: string, force: true | undefined): Promise<void> {
  const { isProduction } = await loadConfiguration();
  if (isProduction && !force)
    throw new CommandFailed(`${danger}; in production only with: npx lumina ${command} --force`);
}
