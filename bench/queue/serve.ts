import type { Order, Report } from './messages.js';

/** Milliseconds between two reports of a worker. */
const REPORT_INTERVAL_MS = 5;

export interface Engine {
  /** Name and version of the database or Redis. */
  server: string;
  dispatchOne: () => Promise<unknown>;
  work: (concurrency: number, runJob: () => Promise<void>) => Promise<unknown>;
  /** Removes all jobs. */
  clear: () => Promise<unknown>;
  close: () => Promise<void>;
}

function report(message: Report): void {
  process.send?.(message);
}

async function dispatch(engine: Engine, jobs: number): Promise<void> {
  const durations: number[] = [];
  for (let job = 0; job < jobs; job += 1) {
    const start = performance.now();
    await engine.dispatchOne();
    durations.push(performance.now() - start);
  }
  report({ kind: 'dispatched', durations });
}

async function work(engine: Engine, concurrency: number): Promise<void> {
  let count = 0;
  let reported = 0;
  setInterval(() => {
    if (count > reported) report({ kind: 'worked', count: (reported = count) });
  }, REPORT_INTERVAL_MS).unref();
  await engine.work(concurrency, () => {
    count += 1;
    return Promise.resolve();
  });
}

async function execute(engine: Engine, order: Order): Promise<void> {
  switch (order.kind) {
    case 'dispatch':
      return dispatch(engine, order.jobs);
    case 'work':
      return work(engine, order.concurrency);
    case 'clear':
      await engine.clear();
      report({ kind: 'cleared' });
      return;
    case 'end':
      await engine.close();
      process.disconnect();
  }
}

/** Executes the benchmark's commands. */
export function serve(engine: Engine): void {
  process.on('message', (order: Order) => void execute(engine, order));
  report({ kind: 'ready', server: engine.server });
}
