import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ActiveJob } from '../../../../src/drivers/queue/QueueDriver.js';
import { SentryServer } from '../../../support/sentry.js';

const sentry = new SentryServer();
process.env.SENTRY_DSN = await sentry.start();
await import('../../../support/database.js');
const { startErrorReporting } = await import('../../../../src/drivers/reporter/index.js');
const { processJob } = await import('../../../../src/worker/processJob.js');
const { flushErrorReports } = await import('../../../../src/logging/errorReporting.js');
const { logger } = await import('../../../../src/logging/logger.js');

function attempt(number: number, signal = new AbortController().signal): ActiveJob {
  const nothing = (): Promise<void> => Promise.resolve();
  const job = { id: 'the-job', name: 'JobOfNoModule', queue: 'audit', payload: { secret: 'in the payload' } } as const;
  return { ...job, attempt: number, attempts: 3, availableAt: new Date(), progress: nothing, log: nothing, signal };
}

beforeAll(async () => {
  logger.silent = true;
  await startErrorReporting();
});

beforeEach(() => {
  sentry.events.length = 0;
});

afterAll(() => sentry.stop());

describe('a failed job', () => {
  it('is not reported while it has attempts left', async () => {
    await expect(processJob(attempt(2))).rejects.toThrow('JobOfNoModule');
    await flushErrorReports();

    expect(sentry.events).toEqual([]);
  });

  it('is not reported if only its worker stopped', async () => {
    await expect(processJob(attempt(3, AbortSignal.abort()))).rejects.toThrow('JobOfNoModule');
    await flushErrorReports();

    expect(sentry.events).toEqual([]);
  });

  it('is reported after the last attempt, without its payload', async () => {
    await expect(processJob(attempt(3))).rejects.toThrow('JobOfNoModule');
    await flushErrorReports();

    expect(sentry.events).toEqual([
      expect.objectContaining({ tags: { queue: 'audit', job: 'JobOfNoModule', jobId: 'the-job' } }),
    ]);
    expect(sentry.received).not.toContain('in the payload');
  });
});
