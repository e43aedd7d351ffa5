import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { appConfig } from '../../../../src/config/app.js';
import { closeDrivers } from '../../../../src/drivers/lifecycle.js';
import MaintenanceService, { POLL_INTERVAL } from '../../../../src/services/operations/MaintenanceService.js';

const { lockFile } = appConfig.maintenance;
const DEFAULTS = { message: expect.stringContaining('maintenance'), retryAfter: 60 };

async function waitUntilDown(): Promise<unknown> {
  const deadline = performance.now() + 20 * POLL_INTERVAL;
  while (!MaintenanceService.state && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return MaintenanceService.state;
}

/** Returns the state for a lock file that another process wrote. */
function loadStateFrom(contents: string): Promise<unknown> {
  writeFileSync(lockFile, contents);
  return waitUntilDown();
}

describe('MaintenanceService', () => {
  beforeAll(() => MaintenanceService.start());

  afterEach(async () => {
    rmSync(lockFile, { recursive: true, force: true });
    await MaintenanceService.up();
  });

  afterAll(() => closeDrivers());

  it('is up without a lock file', () => {
    expect(MaintenanceService.state).toBeUndefined();
  });

  it('is down immediately with the given message and time', async () => {
    await MaintenanceService.down({ message: 'Moving house', retryAfter: 5 });

    expect(MaintenanceService.state).toEqual({ message: 'Moving house', retryAfter: 5 });
  });

  it('has defaults', async () => {
    await MaintenanceService.down({});

    expect(MaintenanceService.state).toEqual(DEFAULTS);
  });

  it('is up immediately, also if called twice', async () => {
    await MaintenanceService.down({});

    await MaintenanceService.up();
    await MaintenanceService.up();

    expect(MaintenanceService.state).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'down!'],
    ['truncated JSON', '{"message": "Mov'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '42'],
    ['a wait that is not a number', '{"retryAfter": "soon"}'],
    ['a wait of zero', '{"retryAfter": 0}'],
    ['a negative wait', '{"retryAfter": -5}'],
    ['a message that is not text', '{"message": {"a": 1}}'],
    ['binary data', '\uFFFD\u0000'],
  ])('is down for a lock file that contains %s', async (_name, contents) => {
    expect(await loadStateFrom(contents)).toEqual(DEFAULTS);
  });

  it('ignores unknown fields', async () => {
    expect(await loadStateFrom('{"retryAfter": 7, "by": "ops"}')).toEqual({ ...DEFAULTS, retryAfter: 7 });
  });

  it('is down for an unreadable lock file', async () => {
    mkdirSync(lockFile);

    expect(await waitUntilDown()).toEqual(DEFAULTS);
  });
});
