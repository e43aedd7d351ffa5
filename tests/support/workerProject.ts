import { until } from './processes.js';
import { newDatabase, Project } from './project.js';

/** A module whose jobs write rows, so that a test can count what they did. */
const TRIAL = `
import { setTimeout as sleep } from 'node:timers/promises';
import { DataTypes, Model, Op } from 'sequelize';
import { sequelize } from '../database/sequelize.js';
import { transaction } from '../database/transaction.js';
import { Job } from '../jobs/Job.js';

const number = { type: DataTypes.INTEGER, allowNull: false };

/** One row per attempt that started. */
export class Attempt extends Model {}
Attempt.init({ number, pid: DataTypes.INTEGER }, { sequelize, tableName: 'trial_attempts', timestamps: false });

/** One row per completed job, however often it ran. */
export class Effect extends Model {}
Effect.init({ number: { ...number, primaryKey: true } }, { sequelize, tableName: 'trial_effects', timestamps: false });

export class Mark extends Job {
  static type = 'trial.mark';

  async handle({ number, ms = 0 }) {
    await Attempt.create({ number, pid: process.pid });
    await sleep(ms);
    await Effect.bulkCreate([{ number }], { ignoreDuplicates: true });
  }
}

export class Poisoned extends Job {
  static type = 'trial.poisoned';
  static attempts = 2;
  static backoff = { type: 'fixed', delay: 10 };

  handle() {
    throw new Error('This job never succeeds');
  }
}

export class Deadly extends Job {
  static type = 'trial.deadly';
  static attempts = 2;

  handle() {
    process.kill(process.pid, 'SIGKILL');
    return new Promise(() => undefined);
  }
}

export class MarkTheHour extends Job {
  static type = 'trial.mark-the-hour';
  static queue = 'maintenance';

  handle() {
    return new Mark().handle({ number: 0 });
  }
}

export const trial = {
  name: 'trial',
  models: [Attempt, Effect],
  routes: [],
  jobs: [Mark, Poisoned, Deadly, MarkTheHour],
  schedule: [{ cron: '0 * * * *', job: MarkTheHour, summary: 'Marks the hour' }],
  seeders: [],
};
`;

const MIGRATION = `
import { DataTypes } from 'sequelize';
const number = { type: DataTypes.INTEGER, allowNull: false };
export async function up(schema) {
  const id = { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true };
  await schema.createTable('trial_attempts', { id, number, pid: DataTypes.INTEGER });
  await schema.createTable('trial_effects', { number: { ...number, primaryKey: true } });
}
export async function down() {}
`;

/** Runs the code that it receives: starting a process for each query would take longer. */
const CONSOLE = `
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';
import { transaction } from './src/database/transaction.js';
import { queue } from './src/drivers/queue/index.js';
import { prepareDatabase } from './src/server/prepareDatabase.js';
import { ScheduledRun } from './src/models/operations/ScheduledRun.js';
import { Attempt, Deadly, Effect, Mark, MarkTheHour, Poisoned } from './src/modules/trial.js';

async function sum(...states) {
  const counts = Object.values(await queue.countJobs());
  return counts.flatMap((count) => states.map((state) => count[state])).reduce((total, count) => total + count, 0);
}

async function tally() {
  const rows = await Attempt.findAll();
  return {
    attempts: rows.length,
    effects: await Effect.count(),
    workers: new Set(rows.map(({ pid }) => pid)).size,
    waiting: await sum('waiting', 'delayed'),
    active: await sum('active'),
    failed: await sum('failed'),
  };
}

const known = { Attempt, Deadly, Effect, Mark, MarkTheHour, Poisoned, ScheduledRun, queue, sleep, sum, tally, transaction };
const AsyncFunction = (async () => {}).constructor;

await prepareDatabase();
const server = createServer(async (req, res) => {
  try {
    const result = await new AsyncFunction(...Object.keys(known), await text(req))(...Object.values(known));
    res.end(JSON.stringify(result ?? null));
  } catch (error) {
    res.writeHead(500).end(error.stack);
  }
});
server.listen(0, () => console.log('Listens at ' + server.address().port + '.'));
`;

/** The number of jobs in each state. */
export interface Tally {
  attempts: number;
  effects: number;
  workers: number;
  waiting: number;
  active: number;
  failed: number;
}

/** A project with jobs of its own and a short lease, so that the jobs of a dead worker are soon taken over. */
export class WorkerProject extends Project {
  public readonly environment: Record<string, string>;
  private port: Promise<number> | undefined;

  public constructor(environment: Record<string, string> = newDatabase()) {
    super();
    this.environment = { NODE_ENV: 'test', LOG_LEVEL: 'info', QUEUE_POLL_MS: '50', ...environment };
    this.write('src/modules/trial.js', TRIAL);
    this.write('src/database/migrations/20990101000000_create_trial_tables.js', MIGRATION);
    // The scheduled jobs of other modules would change the counts.
    this.change('src/modules/index.js', /\[\.\.\.core\b[^\]]*\]/, '[trial, ...core]');
    this.change('src/modules/index.js', 'import', "import { trial } from './trial.js';\nimport");
    this.change('src/config/queue.js', /lease: \w+/, 'lease: 2_000');
  }

  /** Starts a worker with these flags and waits until it takes jobs. */
  public async work(...flags: string[]) {
    const worker = this.run(['src/worker/main.js', ...flags], this.environment);
    await worker.prints('worker runs in');
    return worker;
  }

  /** Runs code that has the jobs in scope, and returns its result. */
  public async do(lines: string): Promise<unknown> {
    this.port ??= this.openConsole();
    const response = await fetch(`http://127.0.0.1:${await this.port}`, { method: 'POST', body: lines });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }

  /** Dispatches jobs that take this many milliseconds, all in one transaction. */
  public async dispatch(count: number, ms = 0): Promise<void> {
    await this.do(`await transaction(async () => {
      for (let number = 0; number < ${count}; number += 1) await Mark.dispatch({ number, ms: ${ms} });
    });`);
  }

  public async waitForStart(): Promise<void> {
    await this.do('while ((await Attempt.count()) === 0) await sleep(50);');
  }

  public async waitUntilDone(count: number): Promise<void> {
    await this.do(`while ((await Effect.count()) < ${count}) await sleep(50);`);
  }

  public async tally(): Promise<Tally> {
    return (await this.do('return tally();')) as Tally;
  }

  private async openConsole(): Promise<number> {
    const program = this.script(CONSOLE, this.environment);
    await program.prints('Listens at ');
    await until(() => /Listens at \d+\./.test(program.output), 'the port of the console');
    return Number(/Listens at (\d+)\./.exec(program.output)?.[1]);
  }
}
