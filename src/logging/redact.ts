const SENSITIVE_KEY =
  /pass(word|wd|phrase)|secret|token|authorization|cookie|api[-_]?key|private[-_]?key|signature|bypass|recovery|^(code|otp|pin)$/i;
const CREDENTIAL = /\b(Bearer|Basic)\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\blum_[\da-z]+_[\w-]{20,}/g;
const PARAMETER = /([?&])([^=&\s]*)=[^&\s#]*/g;
const SENSITIVE_PARAMETER = /pass|pwd|secret|token|jwt|auth|refresh|code|key|signature|otp/i;
const PASSWORD_HASH = /\$2[abxy]\$\d\d\$[./A-Za-z\d]{53}/g;
const PASSWORD_IN_URL = /(\b[a-z][\w+.-]*:\/\/[^\s:/@]*:)[^\s/@]+(?=@)/gi;
/** A cheap pre-check: most text has none of these and skips the patterns above. */
const SUSPICIOUS = /[?&$@]|Bearer|Basic|eyJ|lum_/i;
const MAX_DEPTH = 8;

export const REDACTED = '[redacted]';

/** Depth and visited objects of the traversal, because objects may be circular. */
interface Walk {
  depth: number;
  seen: WeakSet<object>;
}

function decode(name: string): string {
  return name.replace(/%([\da-f]{2})/gi, (_match, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
}

function redactParameter(parameter: string, separator: string, name: string): string {
  return SENSITIVE_PARAMETER.test(decode(name)) ? `${separator}${name}=${REDACTED}` : parameter;
}

/**
 * Removes credentials from text: bearer tokens, JWTs, API keys, password hashes, passwords in URLs, and values of
 * sensitive query parameters.
 */
export function redactText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text
    .replace(CREDENTIAL, (_match, scheme?: string) => (scheme ? `${scheme} ${REDACTED}` : REDACTED))
    .replace(PASSWORD_HASH, REDACTED)
    .replace(PASSWORD_IN_URL, `$1${REDACTED}`)
    .replace(PARAMETER, redactParameter);
}

function redactValue(value: unknown, walk: Walk): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'object' && value !== null ? redactObject(value, walk) : value;
}

function redactObject(value: object, { depth, seen }: Walk): unknown {
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (seen.has(value)) return '[circular]';
  if (depth > MAX_DEPTH) return '[too deep]';
  seen.add(value);
  const deeper = { depth: depth + 1, seen };
  if (Array.isArray(value)) return value.map((item) => redactValue(item, deeper));
  return value instanceof Error ? redactError(value, deeper) : redactFields(value, deeper);
}

/** Includes the properties of errors that are not enumerable. An error's `code` is a reason, not a secret. */
function redactError(error: Error, walk: Walk): object {
  const { name, message, stack, cause } = error;
  const errors: unknown = 'errors' in error ? error.errors : undefined;
  const fields = redactFields(Object.assign({}, error, { name, message, stack, cause, errors }), walk);
  return 'code' in error ? { ...fields, code: redactValue(error.code, walk) } : fields;
}

function redactFields(fields: object, walk: Walk): object {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    // Assigning it would change the prototype of the copy.
    if (key === '__proto__') continue;
    clean[key] = SENSITIVE_KEY.test(key) ? REDACTED : redactValue(value, walk);
  }
  return clean;
}

/** Returns a copy of a log record without passwords, secrets, tokens and cookies, at any depth. Symbols are kept. */
export function redact<T extends object>(record: T): T {
  const clean = redactFields(record, { depth: 0, seen: new WeakSet([record]) });
  for (const symbol of Object.getOwnPropertySymbols(record)) Reflect.set(clean, symbol, Reflect.get(record, symbol));
  return clean as T;
}
