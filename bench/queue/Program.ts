import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { spawnNode } from '../spawnNode.js';
import type { Order, Report } from './messages.js';

/** A process that dispatches or runs jobs on command. */
export class Program {
  private readonly child: ChildProcess;

  public constructor(name: 'lumina' | 'bare', env: NodeJS.ProcessEnv) {
    this.child = spawnNode(['--import', 'tsx', `bench/queue/${name}.ts`], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  /** Waits for the next report of this kind. */
  public async waitFor<K extends Report['kind']>(kind: K): Promise<Extract<Report, { kind: K }>> {
    for (;;) {
      const [report] = (await Promise.race([once(this.child, 'message'), this.failure()])) as [Report];
      if (isKind(report, kind)) return report;
    }
  }

  public send(order: Order): void {
    this.child.send(order);
  }

  public onWorked(listener: (count: number) => void): void {
    this.child.on('message', (report: Report) => report.kind === 'worked' && listener(report.count));
  }

  public async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.send({ kind: 'end' });
    await ended;
  }

  private async failure(): Promise<never> {
    const [code] = (await once(this.child, 'exit')) as [number | null];
    throw new Error(`A benchmark process exited early with code ${code}`);
  }
}

function isKind<K extends Report['kind']>(report: Report, kind: K): report is Extract<Report, { kind: K }> {
  return report.kind === kind;
}
