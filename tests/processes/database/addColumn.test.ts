import { describe, expect, it } from '@jest/globals';
import { type Project, SourceProject } from '../../support/project.js';

const MODEL = 'src/models/users/User.ts';
const COLUMN = 'phone: { type: DataTypes.STRING(20), ...editable, audited: true, erased: null },';

const MIGRATION = `import { DataTypes, type QueryInterface } from 'sequelize';

export async function up(schema: QueryInterface): Promise<void> {
  await schema.addColumn('users', 'phone', { type: DataTypes.STRING(20) });
}

export async function down(schema: QueryInterface): Promise<void> {
  await schema.removeColumn('users', 'phone');
}
`;

/** Deletes a user with a phone number and purges the account. Prints the number as each step knows it. */
const SCRIPT = `
import { createServer } from 'node:http';
import { createApp } from './src/app.js';
import { AuditLog } from './src/audit/AuditLog.js';
import { connectOrCreate } from './src/database/connectOrCreate.js';
import Migrator from './src/database/Migrator.js';
import { sequelize } from './src/database/sequelize.js';
import { User } from './src/models/users/User.js';
import PurgeService from './src/services/privacy/PurgeService.js';
import { clock } from './src/utils/clock.js';

await connectOrCreate();
await Migrator.up();
const server = createServer(createApp());
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = 'http://127.0.0.1:' + server.address().port + '/api';

let token = '';
async function send(method, path, body) {
  const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer ' + token };
  const response = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return response.json();
}

const password = 'correct horse battery';
const account = { firstname: 'Ada', lastname: 'Byron', email: 'ada@example.com', password };
const created = await send('POST', '/users', { ...account, phone: '+49301111111' });
const login = await send('POST', '/auth/login', { email: account.email, password });
token = login.data.accessToken ?? login.data.token;
const changed = await send('PATCH', '/me', { phone: '+49302222222' });
const exported = await send('GET', '/me/export');
await send('DELETE', '/me', { currentPassword: password });
clock.travel(31 * 86_400);
await PurgeService.purgeUsers(new AbortController().signal);
const purged = await User.findByPk(created.data.id, { paranoid: false, rejectOnEmpty: true });
const audited = await AuditLog.findAll({ where: { subjectType: 'User' } });
const trail = audited.map(({ before, after }) => [before, after].join());
console.log(JSON.stringify({
  created: created.data.phone,
  changed: changed.data.phone,
  exported: exported.user.phone,
  purged: purged.phone,
  isAudited: trail.some((text) => text.includes('"phone":"[erased]"')),
  isInTrail: trail.some((text) => text.includes('+4930')),
}));
server.close();
await sequelize.close();
process.exit(0);
`;

/** Adds a phone number to users, as docs/guides/privacy.md describes; with or without its handling. */
function withPhone(column: string): Project {
  const project = new SourceProject();
  project.change(
    MODEL,
    '  declare lastname: string;',
    '  declare lastname: string;\n  declare phone: CreationOptional<string | null>;',
  );
  project.change(MODEL, '    emailVerifiedAt: {', `    ${column}\n    emailVerifiedAt: {`);
  project.write('src/database/migrations/users/20990101000000_add_phone_to_users.ts', MIGRATION);
  project.change(
    'src/requests/users/userFields.ts',
    '  email: fields.email,',
    '  email: fields.email,\n  phone: fields.name.optional(),',
  );
  project.change(
    'src/resources/users/UserResource.ts',
    '      role: z.enum(ROLES),',
    '      phone: z.string().nullable(),\n      role: z.enum(ROLES),',
  );
  return project;
}

async function typeErrors(project: Project, ...include: string[]): Promise<string[]> {
  const config = { extends: './tsconfig.json', include };
  project.write('tsconfig.check.json', JSON.stringify(config));
  const compiler = project.run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.check.json', '--pretty', 'false']);
  await compiler.exit(120_000);
  return compiler.lines.filter((line) => line.includes('error TS'));
}

describe('a column that was added to users', () => {
  it('is stored, changed, exported, audited and purged as declared', async () => {
    const project = withPhone(COLUMN);
    const variables = {
      DB_DIALECT: 'sqlite',
      DB_STORAGE: 'storage/phone.sqlite',
      BCRYPT_ROUNDS: '4',
      QUEUE_CONNECTION: 'sync',
      LOG_LEVEL: 'error',
    };

    const program = project.script(SCRIPT, variables);
    await program.prints('"created"');

    expect(JSON.parse(program.lines.at(-1) ?? '')).toEqual({
      created: '+49301111111',
      changed: '+49302222222',
      exported: '+49302222222',
      purged: null,
      isAudited: true,
      isInTrail: false,
    });
    expect(await typeErrors(project, 'src/models/users', 'src/requests/users', 'src/services/users')).toEqual([]);
  }, 240_000);

  it.each([
    ['is missing', ''],
    ['has no declaration', 'phone: { type: DataTypes.STRING(20) },'],
    ['does not declare its value after a purge', 'phone: { type: DataTypes.STRING(20), ...editable },'],
  ])(
    'is a type error if it %s',
    async (_title, column) => {
      const errors = await typeErrors(withPhone(column), 'src/models/users');

      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(/^src\/models\/users\/User\.ts.*error TS/);
    },
    240_000,
  );
});
