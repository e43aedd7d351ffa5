import { readFileSync, writeFileSync } from 'node:fs';
import { resolvePath } from '../../src/utils/paths.js';
import { buildEnvExample, updateReadme } from '../docs/variables.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'env:document',
  summary: 'Write .env.example and the table of variables in README.md from src/config/variables',

  run: () => {
    const readme = resolvePath('README.md');
    writeFileSync(resolvePath('.env.example'), buildEnvExample());
    writeFileSync(readme, updateReadme(readFileSync(readme, 'utf8')));
    terminal.print('Updated .env.example and README.md');
  },
});
