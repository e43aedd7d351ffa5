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

/** What the service makes of a lock file that another process wrote. */
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

  it('is down at once with the message and the time given', async () => {
    await MaintenanceService.down({ message: 'Moving house', retryAfter: 5 });

    expect(MaintenanceService.state).toEqual({ message: 'Moving house', retryAfter: 5 });
  });

  it('fills in what is not given', async () => {
    await MaintenanceService.down({});

    expect(MaintenanceService.state).toEqual(DEFAULTS);
  });

  it('is up again at once, and may be told so twice', async () => {
    await MaintenanceService.down({});

    await MaintenanceService.up();
    await MaintenanceService.up();

    expect(MaintenanceService.state).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'down!'],
    ['half a JSON', '{"message": "Mov'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '42'],
    ['a wait that is no number', '{"retryAfter": "soon"}'],
    ['a wait of no time', '{"retryAfter": 0}'],
    ['a negative wait', '{"retryAfter": -5}'],
    ['a message that is no text', '{"message": {"a": 1}}'],
    ['bytes that are no text', '\uFFFD\u0000'],
  ])('closes on a lock file that holds %s', async (_name, contents) => {
    expect(await loadStateFrom(contents)).toEqual(DEFAULTS);
  });

  it('ignores what it does not know', async () => {
    expect(await loadStateFrom('{"retryAfter": 7, "by": "ops"}')).toEqual({ ...DEFAULTS, retryAfter: 7 });
  });

  it('closes on a lock that cannot be read', async () => {
    mkdirSync(lockFile);

    expect(await waitUntilDown()).toEqual(DEFAULTS);
  });
});
