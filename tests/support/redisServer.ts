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
  /** Keeps its data when it is killed. */
  persistent?: boolean;
}

/** A Redis server that a test may stop, killed after the test file. */
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

  /** True while it accepts connections, also while it is frozen. */
  public isRunning(): Promise<boolean> {
    return isRunning('redis', { DB_PORT: String(this.port) });
  }

  /** Shuts it down in an orderly way. */
  public stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** Simulates a power cut. */
  public kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Keeps its connections open and answers nothing, like a machine that hangs. */
  public freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  public thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Kills it and deletes its data. */
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
