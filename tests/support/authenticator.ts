import { TOTP } from 'otpauth';
import { FACTORY_TOTP_SECRET } from '../../src/database/factories/users/UserFactory.js';
import { clock } from '../../src/utils/clock.js';

const STEP = 30_000;

/** Travels to the start of a time step, so that the code does not change during a test. */
export function travelToNextStep(): void {
  clock.travel((STEP - (clock.now().getTime() % STEP)) / 1000);
}

/** Returns the code that the user's app shows now, or some time steps away. */
export function currentCode(secret = FACTORY_TOTP_SECRET, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: clock.now().getTime() + steps * STEP });
}

/** Returns six digits that the app shows neither now nor in adjacent time steps. */
export function wrongCode(secret = FACTORY_TOTP_SECRET): string {
  const right = [-2, -1, 0, 1, 2].map((steps) => currentCode(secret, steps));
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? '';
}
