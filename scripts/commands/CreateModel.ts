import { createFile, importPath } from '../generators/createFile.js';
import { ResourceName } from '../generators/ResourceName.js';
import { baseNameOf, sourceFiles } from '../generators/sourceFiles.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { terminal } from '../support/terminal.js';

/** Models of the same name in two folders would share a table. */
function rejectDuplicate(model: string): void {
  const other = sourceFiles('src/models').find((file) => baseNameOf(file).toLowerCase() === model.toLowerCase());
  if (other) throw new CommandFailed(`${other} already exists`);
}

export default command({
  name: 'create:model',
  summary: 'Create a Sequelize model',
  arguments: { '<name>': 'Such as Post, product-category or shop/Product' },

  run: async (input) => {
    const name = ResourceName.parse(input.name);
    const { model, table } = name;
    const path = name.fileIn('models');
    rejectDuplicate(model);
    const sequelize = importPath(path, 'src/database/sequelize.ts');
    const defineColumns = importPath(path, 'src/database/defineColumns.ts');
    await createFile({ path, stub: 'model', values: { model, table, sequelize, defineColumns } });
    terminal.print(
      `Created ${path}`,
      `Next: add ${model} to the models of a module in src/modules, then run npm run create:migration ${name.migration}`,
    );
  },
});
