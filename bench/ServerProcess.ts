import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.js';
import { freePort } from './environment.js';
import { spawnNode } from './spawnNode.js';

const START_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 5;
const SHUTDOWN_TIMEOUT_MS = 5_000;

function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await ask(`${url}/status`)).status === 200;
  } catch {
    return false;
  }
}

/** A server in a separate process, on a free port. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    public readonly pid: number,
    public readonly url: string,
    /** Milliseconds from the start of the process to its first response. */
    public readonly coldStart: number,
  ) {}

  /** @param command the arguments of node */
  public static async start(command: readonly string[], env: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const port = await freePort();
    const start = performance.now();
    const child = spawnNode(command, {
      env: { ...env, APP_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const url = `http://127.0.0.1:${port}`;
    while (!(await isUp(url))) {
      if (child.pid === undefined || hasExited(child)) throw new Error(`${command.join(' ')} did not start`);
      if (performance.now() - start > START_TIMEOUT_MS) throw new Error(`${command.join(' ')} did not respond in time`);
      await sleep(POLL_INTERVAL_MS);
    }
    return new ServerProcess(child, child.pid ?? 0, url, performance.now() - start);
  }

  public async stop(): Promise<void> {
    if (hasExited(this.child)) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), SHUTDOWN_TIMEOUT_MS);
    await ended;
    clearTimeout(force);
  }
}
