import { Secret, TOTP } from 'otpauth';
import { appConfig } from '../config/app.js';
import { clock } from '../utils/clock.js';

// What every authenticator app supports: some ignore any other choice and show wrong codes (RFC 6238).
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 };

/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;

/** Time steps by which an app's clock may be wrong. */
const MAX_DRIFT_STEPS = 1;

/** A new secret for an authenticator app, in base 32. */
export function generateSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address by which authenticator apps take a secret in, usually from a QR code. */
export function buildOtpauthUri(secret: string, label: string): string {
  return new TOTP({ ...PARAMETERS, issuer: appConfig.title, label, secret }).toString();
}

/** The time step that a code of six digits belongs to; null if it is not one of the secret's at this moment. */
export function findTimeStep(secret: string, code: string): number | null {
  const timestamp = clock.now().getTime();
  const options = { ...PARAMETERS, secret: Secret.fromBase32(secret), token: code, timestamp, window: MAX_DRIFT_STEPS };
  const delta = TOTP.validate(options);
  return delta === null ? null : TOTP.counter({ period: PARAMETERS.period, timestamp }) + delta;
}
