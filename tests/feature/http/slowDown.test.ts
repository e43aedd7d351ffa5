import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';

process.env.RATE_LIMIT_USER = '10/20m';
process.env.SLOW_DOWN_AFTER = '50%';
const { default: UserFactory } = await import('../../../src/database/factories/users/UserFactory.js');
const { slowDownConfig } = await import('../../../src/config/limits.js');
const { default: SlowDown } = await import('../../../src/middlewares/SlowDown.js');
const { address, as, guest, accessTokenFor } = await import('../../support/http.js');

/** Milliseconds that an undelayed response may take. */
const LATENCY = 800;

async function duration(send: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await send();
  return performance.now() - begin;
}

describe('slowing down', () => {
  it('starts at a share of the limit, grows to its maximum, and ends at the limit', async () => {
    const client = as(await UserFactory.create());
    const durations: number[] = [];

    for (let sent = 0; sent < 11; sent += 1) durations.push(await duration(() => client.get('/api/me')));

    const expected = [0, 0, 0, 0, 0, 200, 400, 600, 800, 1_000, 0];
    for (const [index, delay] of expected.entries()) {
      expect(durations[index]).toBeGreaterThanOrEqual(delay - 5);
      expect(durations[index]).toBeLessThan(delay + LATENCY);
    }
  });

  it('does not delay callers without a limit', async () => {
    const durations: number[] = [];

    for (let sent = 0; sent < 20; sent += 1) durations.push(await duration(() => guest.get('/api/openapi.json')));

    expect(Math.max(...durations)).toBeLessThan(LATENCY);
  });

  it('drops clients that disconnect meanwhile', async () => {
    const user = await UserFactory.create();
    const Authorization = `Bearer ${await accessTokenFor(user)}`;
    const send = (signal?: AbortSignal) =>
      fetch(`${address()}/api/me`, { headers: { Authorization }, ...(signal && { signal }) });
    for (let sent = 0; sent < 8; sent += 1) await send();

    await expect(send(AbortSignal.timeout(100))).rejects.toThrow();

    expect((await send()).status).toBe(200);
  });

  it('delays a bounded number of requests and passes the others through', async () => {
    const req = Object.assign(new IncomingMessage(new Socket()), { rateLimit: { used: 10, limit: 10 } }) as never;
    let gone = 0;
    const send = () => SlowDown.handle(req, new ServerResponse(req) as never, () => (gone += 1));

    for (let sent = 0; sent < slowDownConfig.maxDelayedRequests + 50; sent += 1) send();
    const atOnce = gone;
    await sleep(slowDownConfig.maxDelayMs + LATENCY);

    expect(atOnce).toBe(50);
    expect(gone).toBe(slowDownConfig.maxDelayedRequests + 50);
  });
});
