import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Project } from '../../support/project.js';
import { SentryServer } from '../../support/sentry.js';

const project = new Project();
const sentry = new SentryServer();
let dsn: string;

beforeAll(async () => {
  dsn = await sentry.start();
});

afterAll(() => sentry.stop());

const START = `
  import { startErrorReporting } from './src/drivers/reporter/index.js';
  import { crashOnUncaughtError } from './src/server/crashOnUncaughtError.js';
  crashOnUncaughtError();
  await startErrorReporting();
`;

describe('an uncaught error', () => {
  it('is reported before the process exits', async () => {
    const program = project.script(
      `${START} void Promise.reject(new Error('Forgotten')); setInterval(() => 0, 1000);`,
      {
        SENTRY_DSN: dsn,
      },
    );

    expect(await program.exit()).toBe(1);
    expect(sentry.events).toEqual([
      expect.objectContaining({ exception: { values: [expect.objectContaining({ value: 'Forgotten' })] } }),
    ]);
  });

  it('ends the process soon, even if the reporter is down', async () => {
    const program = project.script(
      `${START} void Promise.reject(new Error('Forgotten')); setInterval(() => 0, 1000);`,
      {
        SENTRY_DSN: 'http://key@192.0.2.1:9/1',
      },
    );
    await program.prints('Uncaught error');
    const start = performance.now();

    expect(await program.exit()).toBe(1);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});

describe('the SDK', () => {
  it.each([
    ['is loaded with a DSN', { SENTRY_DSN: 'http://key@192.0.2.1:9/1' }, 'loaded: true'],
    ['is not loaded without a DSN', {}, 'loaded: false'],
  ])('%s', async (_rule, environment: Record<string, string>, line) => {
    const program = project.script(`${START} console.log('loaded:', '__SENTRY__' in globalThis);`, environment);

    await program.prints('loaded:');

    expect(program.lines).toContain(line);
  });
});
