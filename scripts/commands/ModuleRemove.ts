import { existsSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { resolvePath } from '../../src/utils/paths.js';
import { detachModule, packagesOnlyIn } from '../modules/detachModule.js';
import { moduleFiles, removableModules, listSources } from '../modules/moduleFiles.js';
import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { rejectInProduction } from '../support/rejectInProduction.js';
import { terminal } from '../support/terminal.js';

const MIGRATIONS = 'src/database/migrations/';

async function dropTables(files: readonly string[]): Promise<void> {
  const migrations = files.filter((path) => path.startsWith(MIGRATIONS)).flatMap(listSources);
  await rejectInProduction('module:remove', 'module:remove --tables deletes records', undefined);
  await withDatabase(async () => {
    const { default: Migrator } = await import('../../src/database/Migrator.js');
    const names = await Migrator.undoOf(migrations.map((path) => basename(path, '.ts')));
    terminal.print(...names.map((name) => `Rolled back ${name}`));
  });
}

export default command({
  name: 'module:remove',
  summary: 'Delete a module: its folders and files, tests and guides',
  arguments: { '<name>': 'Such as blog' },
  options: { '--tables': 'Roll back its migrations first, which deletes its records' },

  run: async ({ name, tables }) => {
    const modules = removableModules();
    if (!modules.includes(name)) {
      throw new CommandFailed(`Unknown module '${name}'. Removable: ${modules.join(', ') || 'none'}`);
    }
    const files = moduleFiles(name);
    const packages = packagesOnlyIn(files);
    if (tables) await dropTables(files);
    for (const path of files) rmSync(resolvePath(path), { recursive: true });
    detachModule(name, files);
    terminal.print(...files.map((path) => `Removed ${path}`));
    if (packages.length > 0) terminal.print(`Unused packages: npm uninstall ${packages.join(' ')}`);
    if (!tables) terminal.print('Its tables remain in existing databases.');
    if (existsSync(resolvePath('dist'))) terminal.print('Next: npm run build');
  },
});
