import { existsSync, readFileSync } from 'node:fs';
import { resolvePath } from '../../src/utils/paths.js';
import { createFile, importPath } from '../generators/createFile.js';
import { requiredAttributes } from '../generators/modelAttributes.js';
import { ResourceName } from '../generators/ResourceName.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { terminal } from '../support/terminal.js';

const FAKER = "import { faker } from '@faker-js/faker/locale/en';";

function readModel(name: ResourceName): string {
  const file = name.fileIn('models');
  if (existsSync(resolvePath(file))) return readFileSync(resolvePath(file), 'utf8');
  throw new CommandFailed(`${file} does not exist. Create it first: npm run create:model ${name.path}`);
}

function describeNextStep(factory: string, unknown: readonly string[]): string {
  const step = unknown.length > 0 ? `add ${unknown.join(', ')} to its definition, then` : 'in tests and seeders';
  return `Next: ${step}: await ${factory}.create()`;
}

export default command({
  name: 'create:factory',
  summary: 'Create a factory of model records for tests and seeders',
  arguments: { '<name>': 'The model, such as Post or shop/Product' },

  run: async (input) => {
    const name = ResourceName.parse(input.name, 'Factory');
    const path = name.fileIn('database/factories', 'Factory');
    const { known, unknown } = requiredAttributes(readModel(name));
    const values = {
      model: name.model,
      modelFile: importPath(path, name.fileIn('models')),
      Factory: importPath(path, 'src/database/factories/Factory.ts'),
      faker: known.length > 0 ? FAKER : '',
      attributes: known.map(([attribute, example]) => `${attribute}: ${example},`).join('\n'),
    };
    await createFile({ path, stub: 'factory', values });
    terminal.print(`Created ${path}`, describeNextStep(`${name.model}Factory`, unknown));
  },
});
