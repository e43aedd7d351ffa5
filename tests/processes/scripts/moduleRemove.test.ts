import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { removableModules } from '../../../scripts/modules/moduleFiles.js';
import { SourceProject } from '../../support/project.js';
import { lumina, luminaEach } from './lumina.js';

const MANIFEST = `
import { Gadget } from '../models/gadgets/Gadget.js';
import type { Module } from './Module.js';

export const gadgets: Module = { name: 'gadgets', models: [Gadget], routes: [], jobs: [], schedule: [], seeders: [] };
`;

const FILES: Record<string, string> = {
  'src/modules/gadgets.ts': MANIFEST,
  'src/models/gadgets/Gadget.ts': "import fresh from 'helmet';\nexport { fresh as Gadget };\n",
  'src/routes/gadgets.ts': '',
  'src/database/migrations/gadgets/20990101000000_create_gadgets.ts':
    'export async function up() {}\nexport async function down() {}\n',
  'tests/feature/gadgets/gadgets.test.ts': '',
  'tests/unit/services/gadgets/deep/one.test.ts': '',
  'views/emails/gadgets/new.hbs': '',
  'docs/guides/gadgets-explained.md': '<!-- module: gadgets -->\n\n# Gadgets\n',
  'docs/guides/gadgets-mentioned.md': '# About\n\nSuch as gadgets.\n',
  'README.md':
    '# Project\n\n- [Gadgets](docs/guides/gadgets-explained.md)\n- [About](docs/guides/gadgets-mentioned.md)\n',
};

function withGadgets(): SourceProject {
  const project = new SourceProject();
  for (const [path, text] of Object.entries(FILES)) project.write(path, text);
  const list = project.read('src/modules/index.ts');
  const listed = list.replace('...core', '...core, gadgets').replace(/^/, "import { gadgets } from './gadgets.js';\n");
  project.write('src/modules/index.ts', listed);
  project.write(
    'package.json',
    project.read('package.json').replace('"scripts": {', '"scripts": {\n    "bench:gadgets": "x",'),
  );
  return project;
}

describe('module:remove', () => {
  it('deletes the files of the module and references to it', async () => {
    const project = withGadgets();
    const untouched = new SourceProject();

    const { code, stdout } = await lumina(project, ['module:remove', 'gadgets']);

    expect(code).toBe(0);
    const kept = ['README.md', 'docs/guides/gadgets-mentioned.md'];
    expect(
      Object.keys(FILES)
        .filter((path) => project.has(path))
        .sort(),
    ).toEqual(kept);
    expect(project.read('README.md')).toBe('# Project\n\n- [About](docs/guides/gadgets-mentioned.md)\n');
    for (const path of ['src/modules/index.ts', 'package.json']) expect(project.read(path)).toBe(untouched.read(path));
    expect(stdout).toContain('Removed src/models/gadgets\n');
    expect(stdout).toContain('Its tables remain in existing databases');
  });

  it('rolls back the migrations of the module on request', async () => {
    const project = withGadgets();
    project.write('src/modules/index.ts', new SourceProject().read('src/modules/index.ts'));
    await lumina(project, ['migrate']);

    const { stdout } = await lumina(project, ['module:remove', 'gadgets', '--tables']);

    expect(stdout).toContain('Rolled back 20990101000000_create_gadgets\n');
    expect(stdout).not.toContain('Rolled back 20260101000000_create_users_table');
  });

  it('rejects core and unknown modules', async () => {
    const names = ['core', 'auth', 'index', 'Module', 'nothing', '..', '../models', ''];
    const project = new SourceProject();

    const ended = await luminaEach(
      project,
      names.map((name) => ['module:remove', name]),
    );

    for (const [index, name] of names.entries()) {
      expect(ended[index]).toMatchObject({ code: 1, stderr: expect.stringContaining(`Unknown module '${name}'`) });
    }
    expect(project.has('src/modules/auth.ts')).toBe(true);
  });
});

const run = promisify(execFile);

for (const module of removableModules()) {
  describe(`the project without ${module}`, () => {
    // The CI job also type-checks, lints, builds and tests the remaining project.
    it('contains no trace of it', async () => {
      const project = new SourceProject('tests', 'docs', 'bench', 'README.md');

      const { code } = await lumina(project, ['module:remove', module]);

      expect(code).toBe(0);
      const { directory: cwd } = project;
      const found = await run('grep', ['-rliE', `/${module}(/|\\.js)`, 'src', 'tests', 'scripts'], { cwd }).catch(
        () => null,
      );
      expect(found?.stdout ?? '').toBe('');
    });
  });
}
