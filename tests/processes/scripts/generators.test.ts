import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SourceProject } from '../../support/project.js';
import { type Ended, lumina, luminaEach, run } from './lumina.js';

const MIGRATIONS = 'src/database/migrations';

const GENERATED = [
  ['create:model', 'Article'],
  ['create:model', 'shop/product-categories'],
  ['create:model', 'AVeryLongNameThatDoesNotFitIntoOneLine'],
  ['create:factory', 'Article'],
  ['create:factory', 'shop/ProductCategoryFactory'],
  ['create:factory', 'AVeryLongNameThatDoesNotFitIntoOneLine'],
  ['create:controller', 'article-controller'],
  ['create:controller', 'shop/Product'],
  ['create:migration', 'create_articles_table'],
  ['create:migration', 'shop/create_product_categories_table'],
  ['create:migration', 'AddSlugToArticles'],
  ['create:migration', 'remove_slug_from_articles'],
  ['create:migration', 'tidy-up'],
];

const EXISTING: [command: string[], file: string][] = [
  [['create:model', 'Article'], 'src/models/Article.ts'],
  [['create:model', 'blog/articles'], 'src/models/Article.ts'],
  [['create:factory', 'Article'], 'src/database/factories/ArticleFactory.ts'],
  [['create:controller', 'users/UserController'], 'src/controllers/users/UserController.ts'],
  [['create:migration', 'create_users_table'], `${MIGRATIONS}/users/20260101000000_create_users_table.ts`],
];

const REFUSED: [command: string[], reason: string][] = [
  [['create:model', '../x'], 'is not a valid name'],
  [['create:migration', '../../x'], 'is not a valid name'],
  [['create:controller', 'shop/../../x'], 'is not a valid name'],
  [['create:factory', '/tmp/x'], 'is not a valid name'],
  [['create:model', 'class'], 'is a reserved word'],
  [['create:factory', 'shop/Order'], 'Create it first: npm run create:model shop/Order'],
];

const project = new SourceProject();

function migrations(): string[] {
  const files = readdirSync(project.path(MIGRATIONS), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));
}

describe('the generators', () => {
  const existing = migrations();
  let answers: Ended[] = [];
  let files: string[] = [];

  beforeAll(async () => {
    answers = await luminaEach(project, GENERATED);
    files = answers.map(({ stdout }) => /^Created (\S+)$/m.exec(stdout)?.[1] ?? '');
  });

  it('write each file to its folder and print its path', () => {
    expect(answers.map(({ stderr }) => stderr).join('')).toBe('');
    expect(files.slice(0, 8)).toEqual([
      'src/models/Article.ts',
      'src/models/shop/ProductCategory.ts',
      'src/models/AVeryLongNameThatDoesNotFitIntoOneLine.ts',
      'src/database/factories/ArticleFactory.ts',
      'src/database/factories/shop/ProductCategoryFactory.ts',
      'src/database/factories/AVeryLongNameThatDoesNotFitIntoOneLineFactory.ts',
      'src/controllers/ArticleController.ts',
      'src/controllers/shop/ProductController.ts',
    ]);
    expect(files.filter((file) => !project.has(file))).toEqual([]);
  });

  it('mention only existing npm scripts', () => {
    const { scripts } = JSON.parse(project.read('package.json')) as { scripts: Record<string, string> };
    const named = answers.flatMap(({ stdout }) => [...stdout.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name));

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('create no .env', () => {
    expect(project.has('.env')).toBe(false);
  });

  it('write code that type-checks', async () => {
    const types = { extends: './tsconfig.json', include: files };
    project.write('tsconfig.generated.json', JSON.stringify(types));

    const { code, stdout } = await run(project, 'node_modules/typescript/bin/tsc', ['-p', 'tsconfig.generated.json']);

    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it('write code formatted by Prettier', async () => {
    const { code, stderr } = await run(project, 'node_modules/prettier/bin/prettier.cjs', ['--check', ...files]);

    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('write code that passes the linter', async () => {
    const { code, stdout } = await run(project, 'node_modules/eslint/bin/eslint.js', files);

    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it('order each migration after the existing ones, even within one second', () => {
    const made = files.filter((file) => file.startsWith(MIGRATIONS)).map((file) => basename(file, '.ts'));
    const stamps = made.map((name) => name.slice(0, 14));

    expect(migrations().sort()).toEqual([...existing.sort(), ...made]);
    expect(new Set(stamps).size).toBe(made.length);
  });

  it('never replace a file', async () => {
    const before = EXISTING.map(([, file]) => project.read(file));

    const refusals = await luminaEach(
      project,
      EXISTING.map(([command]) => command),
    );

    expect(refusals).toEqual(EXISTING.map(([, file]) => ({ code: 1, stdout: '', stderr: `${file} already exists` })));
    expect(EXISTING.map(([, file]) => project.read(file))).toEqual(before);
  });

  it('reject invalid input with one line', async () => {
    const refusals = await luminaEach(
      project,
      REFUSED.map(([command]) => command),
    );

    expect(refusals).toEqual(
      REFUSED.map(([, reason]) => ({ code: 1, stdout: '', stderr: expect.stringMatching(`^.*${reason}.*$`) })),
    );
  });

  it('exit with 1 on errors', async () => {
    const refusal = await lumina(project, ['create:model', '../x']);

    expect(refusal).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^'..\/x' is not a valid name.*\n$/),
    });
  });
});

describe('create:factory', () => {
  it('sets required attributes, and names those without a default', async () => {
    project.write('src/models/Offer.ts', OFFER);

    const { stdout } = await lumina(project, ['create:factory', 'Offer']);

    const factory = project.read('src/database/factories/OfferFactory.ts');
    expect([...factory.matchAll(/^ {6}(\w+): /gm)].map(([, name]) => name)).toEqual([
      'title',
      'price',
      'isOpen',
      'endsAt',
    ]);
    expect(stdout).toContain('add userId, kind to its definition');
  });
});

const OFFER = `
export class Offer extends Model<InferAttributes<Offer>, InferCreationAttributes<Offer>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare title: string;
  declare price: number;
  declare isOpen: boolean;
  declare kind: 'sale' | 'gift';
  declare note: string | null;
  declare endsAt: Date;
  declare user?: NonAttribute<User>;
}
`;
