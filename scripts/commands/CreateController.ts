import { createFile, importPath } from '../generators/createFile.js';
import { ResourceName } from '../generators/ResourceName.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'create:controller',
  summary: 'Create a controller whose actions respond with 501 until they are implemented',
  arguments: { '<name>': 'Such as Post, PostController or shop/Product' },

  run: async (input) => {
    const name = ResourceName.parse(input.name, 'Controller');
    const controller = `${name.model}Controller`;
    const path = name.fileIn('controllers', 'Controller');
    const imports = {
      Controller: importPath(path, 'src/controllers/Controller.ts'),
      NotImplemented: importPath(path, 'src/exceptions/errors.ts'),
    };
    await createFile({ path, stub: 'controller', values: { controller, ...imports } });
    terminal.print(`Created ${path}`, `Next: implement its actions and add them to a route table in src/routes`);
  },
});
