import { afterEach, describe, expect, it } from '@jest/globals';
import { clock } from '../../../src/utils/clock.js';

const HOUR = 3600;
const TOLERANCE = 1_000;

function isAbout(moment: Date, milliseconds: number): boolean {
  return Math.abs(moment.getTime() - milliseconds) < TOLERANCE;
}

describe('clock', () => {
  afterEach(() => clock.reset());

  it('returns the system time', () => {
    expect(isAbout(clock.now(), Date.now())).toBe(true);
    expect(Math.abs(clock.epochSeconds() - Date.now() / 1000)).toBeLessThan(2);
  });

  it('returns whole seconds for token claims', () => {
    expect(Number.isInteger(clock.epochSeconds())).toBe(true);
  });

  it('calculates times in the future and in the past', () => {
    expect(isAbout(clock.in(HOUR), Date.now() + HOUR * 1000)).toBe(true);
    expect(isAbout(clock.in(-HOUR), Date.now() - HOUR * 1000)).toBe(true);
  });

  it('travels repeatedly, and resets', () => {
    clock.travel(HOUR);
    clock.travel(HOUR);
    expect(isAbout(clock.now(), Date.now() + 2 * HOUR * 1000)).toBe(true);
    expect(isAbout(clock.in(HOUR), Date.now() + 3 * HOUR * 1000)).toBe(true);

    clock.reset();

    expect(isAbout(clock.now(), Date.now())).toBe(true);
  });

  it('keeps running after it travelled', async () => {
    clock.travel(HOUR);
    const before = clock.now();

    await new Promise((resolve) => setTimeout(resolve, 10));

    expect(clock.now().getTime()).toBeGreaterThan(before.getTime());
  });
});
