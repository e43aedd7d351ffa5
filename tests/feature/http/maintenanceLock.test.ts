import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { appConfig } from '../../../src/config/app.js';
import MaintenanceService, { POLL_INTERVAL } from '../../../src/services/operations/MaintenanceService.js';
import { guest } from '../../support/http.js';

const { lockFile } = appConfig.maintenance;
/** File watchers are imprecise, and the machine may be busy. */
const PATIENCE = 10 * POLL_INTERVAL;

/** Writes or removes the lock file as another process does, such as `lumina down`. */
function runInOtherProcess(statement: string): void {
  spawnSync(process.execPath, ['-e', `const fs = require('node:fs'), file = process.argv[1]; ${statement}`, lockFile]);
}

async function milliseconds(until: number): Promise<number> {
  const start = performance.now();
  while ((await guest.get('/status')).status !== until) {
    if (performance.now() - start > PATIENCE) throw new Error(`Not noticed within ${PATIENCE} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - start;
}

describe('the maintenance lock', () => {
  beforeAll(() => MaintenanceService.start());

  afterEach(async () => {
    rmSync(lockFile, { recursive: true, force: true });
    await MaintenanceService.up();
  });

  it('is detected when another process writes or removes it', async () => {
    runInOtherProcess('fs.writeFileSync(file, JSON.stringify({ message: "From afar", retryAfter: 7 }))');
    const closed = await milliseconds(503);
    const state = MaintenanceService.state;
    runInOtherProcess('fs.rmSync(file)');
    const opened = await milliseconds(200);

    expect(state).toEqual({ message: 'From afar', retryAfter: 7 });
    // One interval, doubled for a busy machine.
    expect(Math.max(closed, opened)).toBeLessThan(2 * POLL_INTERVAL + 1_000);
  });

  it('enables maintenance mode even if its contents are invalid', async () => {
    runInOtherProcess('fs.writeFileSync(file, "{ not json")');
    await milliseconds(503);

    const response = await guest.get('/status');

    expect(response.headers['retry-after']).toBe('60');
  });

  it('enables maintenance mode even if it cannot be read', async () => {
    runInOtherProcess('fs.mkdirSync(file)');

    await expect(milliseconds(503)).resolves.toBeGreaterThanOrEqual(0);
  });

  it('is not read on every request', async () => {
    await MaintenanceService.down({ message: 'Closed' });
    const states = new Set<unknown>();

    for (let request = 0; request < 50; request += 1) {
      await guest.get('/api/me');
      states.add(MaintenanceService.state);
    }

    // Each read creates a new object.
    expect(states.size).toBeLessThan(3);
  });
});
