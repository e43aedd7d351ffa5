import { Secret, TOTP } from 'otpauth';
import { appConfig } from '../config/app.js';
import { clock } from '../utils/clock.js';

// All authenticator apps support these parameters; some ignore others and show wrong codes (RFC 6238).
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 };

/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;

/** Tolerated clock drift of the app, in time steps. */
const MAX_DRIFT_STEPS = 1;

/** Generates a secret for an authenticator app, in base 32. */
export function generateSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** Returns the otpauth: URI that authenticator apps import, usually from a QR code. */
export function buildOtpauthUri(secret: string, label: string): string {
  return new TOTP({ ...PARAMETERS, issuer: appConfig.title, label, secret }).toString();
}

/** Returns the time step of a code; null if the code is not valid now. */
export function findTimeStep(secret: string, code: string): number | null {
  const timestamp = clock.now().getTime();
  const options = { ...PARAMETERS, secret: Secret.fromBase32(secret), token: code, timestamp, window: MAX_DRIFT_STEPS };
  const delta = TOTP.validate(options);
  return delta === null ? null : TOTP.counter({ period: PARAMETERS.period, timestamp }) + delta;
}
