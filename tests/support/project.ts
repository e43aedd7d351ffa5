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
import { basename, dirname, extname, join } from 'node:path';
import { afterAll, afterEach } from '@jest/globals';
import { freePort, Program } from './processes.js';
import { administer, serverEnvironment } from './servers.js';
import type { ServerDialect } from './services.js';
import { testDirectory } from './testEnvironment.js';

const SOURCE = join(import.meta.dirname, '../..');
const SOURCES = ['src', 'server.ts', 'scripts', 'views', 'public', 'tsconfig.json', 'package.json', '.env.example'];
const CONFIGURATION = ['.prettierrc.json', '.editorconfig', 'eslint.config.js'];

type Dialect = ServerDialect | 'sqlite';

const copies = new Set<string>();
const databases = new Map<string, ServerDialect>();

/** A copy of this project in a folder of its own, removed after the test file: compiled, because that starts fastest. */
export class Project {
  public readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'lumina-project-')));
  /** The file of the `lumina` command. */
  public readonly command: string = 'scripts/lumina.js';
  /** Flags that Node needs to run the project's files. */
  public readonly flags: readonly string[] = [];
  protected readonly extension: string = 'js';

  public constructor() {
    this.copyFiles();
    symlinkSync(join(SOURCE, 'node_modules'), this.path('node_modules'), 'dir');
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

  /** Replaces a piece of a file. @throws Error if the file does not contain it, so that no test runs without its change */
  public change(file: string, from: string | RegExp, to: string): void {
    const text = this.read(file);
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} does not contain ${String(from)}`);
    this.write(file, changed);
  }

  /** The names of its migrations, in their order. */
  public get migrations(): string[] {
    const files = readdirSync(this.path('src/database/migrations'), { recursive: true, encoding: 'utf8' });
    const names = files.filter((file) => /\.[jt]s$/.test(file)).map((file) => basename(file, extname(file)));
    return names.sort();
  }

  public run(parameters: string[], environment: Record<string, string> = {}): Program {
    return new Program(this.directory, [...this.flags, ...parameters], environment);
  }

  /** Runs a program given as text. */
  public script(text: string, environment: Record<string, string> = {}): Program {
    const file = `script-${randomBytes(4).toString('hex')}.${this.extension}`;
    this.write(file, text);
    return this.run([file], { NODE_ENV: 'test', ...environment });
  }

  /** Starts the server on a free port and waits until it serves. */
  public async serve(environment: Record<string, string> = {}, ...flags: string[]) {
    const port = environment.APP_PORT ?? String(await freePort());
    const defaults = { LOG_LEVEL: 'info', BCRYPT_ROUNDS: '4', APP_PORT: port };
    const server = this.run([`server.${this.extension}`, ...flags], { ...defaults, ...environment });
    await server.prints('/api/docs');
    return { server, port: Number(port), url: `http://127.0.0.1:${port}` };
  }

  protected copyFiles(): void {
    cpSync(join(testDirectory(), 'project'), this.directory, { recursive: true });
  }
}

/** A copy of the sources, run by tsx as in development, for tests of programs that read or write sources. */
export class SourceProject extends Project {
  public override readonly command = 'scripts/lumina.mjs';
  public override readonly flags = ['--import', 'tsx'];
  protected override readonly extension = 'ts';

  /** @param more further paths to copy */
  public constructor(...more: string[]) {
    super();
    this.copy(more);
  }

  protected override copyFiles(): void {
    this.copy([...SOURCES, ...CONFIGURATION]);
  }

  private copy(paths: readonly string[]): void {
    for (const path of paths.filter((name) => existsSync(join(SOURCE, name)))) {
      cpSync(join(SOURCE, path), this.path(path), { recursive: true });
    }
  }
}

/** The dialect under test. */
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
