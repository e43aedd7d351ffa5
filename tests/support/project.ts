import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { freePort, Program } from './processes.js';
import { administer, serverEnvironment } from './servers.js';
import type { ServerDialect } from './services.js';

const SOURCE = join(import.meta.dirname, '../..');
const COPIED = ['src', 'server.ts', 'scripts', 'views', 'public', 'tsconfig.json', 'package.json', '.env.example'];

type Dialect = ServerDialect | 'sqlite';

const copies = new Set<string>();
const databases = new Map<string, ServerDialect>();

/** A copy of this project in a folder of its own, removed after the test file. */
export class Project {
  public readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'lumina-project-')));

  /** @param more what else of the project is copied */
  public constructor(...more: string[]) {
    for (const path of [...COPIED, ...more].filter((name) => existsSync(join(SOURCE, name)))) {
      cpSync(join(SOURCE, path), join(this.directory, path), { recursive: true });
    }
    symlinkSync(join(SOURCE, 'node_modules'), join(this.directory, 'node_modules'), 'dir');
    copies.add(this.directory);
  }

  public path(...segments: string[]): string {
    return join(this.directory, ...segments);
  }

  public has(file: string): boolean {
    return existsSync(this.path(file));
  }

  public read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  public write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** The names of its migrations, in their order. */
  public get migrations(): string[] {
    const files = readdirSync(this.path('src/database/migrations'), { recursive: true, encoding: 'utf8' });
    const names = files.filter((file) => file.endsWith('.ts')).map((file) => basename(file));
    return names.sort();
  }

  public run(parameters: string[], environment: Record<string, string> = {}): Program {
    return new Program(this.directory, parameters, environment);
  }

  /** Runs a program given as text; what it logs as JSON is the last line of its output. */
  public script(text: string, environment: Record<string, string> = {}): Program {
    const file = `script-${randomBytes(4).toString('hex')}.ts`;
    this.write(file, text);
    return this.run([file], { NODE_ENV: 'test', ...environment });
  }

  /** Starts the server on a free port and waits until it serves. */
  public async serve(environment: Record<string, string> = {}, ...flags: string[]) {
    const port = environment.APP_PORT ?? String(await freePort());
    const defaults = { LOG_LEVEL: 'info', BCRYPT_ROUNDS: '4', APP_PORT: port };
    const server = this.run(['server.ts', ...flags], { ...defaults, ...environment });
    await server.prints('/api/docs');
    return { server, port: Number(port), url: `http://127.0.0.1:${port}` };
  }
}

/** The dialect that this run of the tests is about. */
export const dialect = (process.env.DB_DIALECT ?? 'sqlite') as Dialect;

/** The variables of a database that does not exist yet and is dropped after the test. */
export function newDatabase(kind: Dialect = dialect): Record<string, string> {
  const name = `lumina_test_${randomBytes(6).toString('hex')}`;
  if (kind === 'sqlite') return { DB_DIALECT: kind, DB_STORAGE: `storage/${name}.sqlite` };
  databases.set(name, kind);
  return { ...serverEnvironment(kind), DB_DATABASE: name, DB_DATABASE_TEST: name };
}

// After the processes that used them: hooks run in the order in which they were registered.
afterEach(async () => {
  for (const [name, kind] of databases) {
    await administer(kind, `DROP DATABASE IF EXISTS ${name}${kind === 'postgres' ? ' WITH (FORCE)' : ''}`);
  }
  databases.clear();
});

afterAll(() => {
  for (const directory of copies) rmSync(directory, { recursive: true, force: true });
});
