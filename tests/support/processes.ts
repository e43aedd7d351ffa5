import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, jest } from '@jest/globals';

const TIMEOUT = 60_000;
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP'];

const started = new Set<Program>();

// On a busy machine, a program takes seconds to start.
jest.setTimeout(180_000);

/** Programs inherit what Node needs, and none of the tests' own configuration. */
function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** A Node process that is killed after its test. */
export class Program {
  public output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number>;

  public constructor(directory: string, parameters: string[], environment: Record<string, string>) {
    const env = { ...cleanEnvironment(), NO_COLOR: '1', ...environment };
    this.child = spawn(process.execPath, parameters, { cwd: directory, env });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.ended = once(this.child, 'close').then(([code]) => (code as number | null) ?? -1);
    started.add(this);
  }

  public get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Its output without colours and blank lines. */
  public get lines(): string[] {
    return stripVTControlCharacters(this.output).split('\n').filter(Boolean);
  }

  /** Waits until it has printed the text. @throws Error with its output, if it does not print the text or exits first */
  public async prints(text: string): Promise<void> {
    await until(() => this.hasEnded || this.output.includes(text), `${text} in the output:\n${this.output}`);
    if (!this.output.includes(text)) throw new Error(`Ended without printing ${text}:\n${this.output}`);
  }

  /** Its exit code; -1 after a signal. */
  public async exit(timeout = TIMEOUT): Promise<number> {
    const late = sleep(timeout, undefined, { ref: false }).then(() => {
      throw new Error(`Still running after ${timeout} ms:\n${this.output}`);
    });
    return Promise.race([this.ended, late]);
  }

  public signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  public async end(): Promise<void> {
    if (!this.hasEnded) this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Waits for a condition. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + TIMEOUT;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await sleep(50);
  }
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('No port was given');
  return address.port;
}

afterEach(async () => {
  await Promise.all([...started].map((program) => program.end()));
  started.clear();
});
