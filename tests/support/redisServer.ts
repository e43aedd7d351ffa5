import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { freePort, until } from './processes.js';
import { isRunning } from './services.js';

const IN_MEMORY = ['--appendonly', 'no'];
const ON_DISK = ['--appendonly', 'yes', '--appendfsync', 'always'];

const opened = new Set<RedisServer>();

interface Options {
  /** Whether it still knows its data after it was killed. */
  persistent?: boolean;
}

/** A Redis of a test's own, which it may stop. It ends with the test file. */
export class RedisServer {
  private readonly directory = mkdtempSync(join(tmpdir(), 'lumina-redis-'));
  private child: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly persistence: readonly string[],
  ) {
    opened.add(this);
  }

  public static async start({ persistent = false }: Options = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), persistent ? ON_DISK : IN_MEMORY);
    await server.start();
    return server;
  }

  public get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again, on the same port and with the data that it saved. */
  public async start(): Promise<void> {
    const where = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.directory, '--save', ''];
    this.child = spawn('redis-server', [...where, ...this.persistence], { stdio: 'ignore' });
    await until(() => this.isRunning(), 'redis-server to listen');
  }

  /** Whether it accepts connections, which it does while it is frozen too. */
  public isRunning(): Promise<boolean> {
    return isRunning('redis', { DB_PORT: String(this.port) });
  }

  /** Ends it as an administrator does. */
  public stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut does. */
  public kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Lets connections stay open and answers nothing, as a machine that hangs. */
  public freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  public thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Ends it for good. */
  public async remove(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
    opened.delete(this);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

afterAll(async () => {
  for (const server of opened) await server.remove();
});
