import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { resolvePath } from '../src/utils/paths.js';
import { commands } from './commands/index.js';

function version(): string {
  const manifest = JSON.parse(readFileSync(resolvePath('package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** Creates the `lumina` command with all subcommands. */
export function createProgram(): Command {
  const program = new Command('lumina')
    .description('Generators and maintenance commands of a Lumina project')
    .version(version());
  program.configureHelp({ showGlobalOptions: false });
  for (const command of commands) program.addCommand(command);
  return program;
}
