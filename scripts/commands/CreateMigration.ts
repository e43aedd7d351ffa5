import { clock } from '../../src/utils/clock.js';
import { createFile, importPath } from '../generators/createFile.js';
import { migrationPath } from '../generators/migrationPath.js';
import { migrationStub } from '../generators/migrationStub.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'create:migration',
  summary: 'Create a migration',
  arguments: { '<name>': 'Such as create_posts_table, add_slug_to_posts or remove_slug_from_posts' },

  run: async (input) => {
    const { path, name } = migrationPath(input.name, clock.now());
    const { stub, values } = migrationStub(name);
    const imports = {
      columns: importPath(path, 'src/database/columns.ts'),
      removeColumn: importPath(path, 'src/database/removeColumn.ts'),
    };
    await createFile({ path, stub, values: { ...values, ...imports } });
    terminal.print(`Created ${path}`, 'Next: edit the migration, then run npm run migrate');
  },
});
