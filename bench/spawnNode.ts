import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

const running = new Set<ChildProcess>();

function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

process.once('exit', killAll);

/** Starts Node with these arguments. The process never outlives the benchmark. */
export function spawnNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Kills every process that is still running, and waits until they are gone. */
export async function killProcesses(): Promise<void> {
  const exits = [...running].map((child) => once(child, 'exit'));
  killAll();
  await Promise.all(exits);
}
