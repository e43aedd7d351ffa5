const SENSITIVE_KEY =
  /pass(word|wd|phrase)|secret|token|authorization|cookie|api[-_]?key|private[-_]?key|signature|^code$/i;
const CREDENTIAL = /\b(Bearer|Basic)\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;
const SENSITIVE_PARAMETER = /([?&][^=&\s]*(?:token|secret|password|code|key|signature)[^=&\s]*=)[^&\s#]*/gi;
const MAX_DEPTH = 8;

export const REDACTED = '[redacted]';

/** Removes credentials from free text: bearer tokens, JWTs and the values of sensitive query parameters. */
export function redactText(text: string): string {
  return text
    .replace(CREDENTIAL, (_match, scheme?: string) => (scheme ? `${scheme} ${REDACTED}` : REDACTED))
    .replace(SENSITIVE_PARAMETER, `$1${REDACTED}`);
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if (value instanceof Error) return redactError(value, depth);
  return redactFields(value, depth);
}

function redactError(error: Error, depth: number): unknown {
  const { name, message, stack } = error;
  return redactFields(Object.assign({}, error, { name, message, stack }), depth);
}

function redactFields(fields: object, depth: number): object {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      SENSITIVE_KEY.test(key) ? REDACTED : redactValue(value, depth + 1),
    ]),
  );
}

/** A copy of a log record without passwords, secrets, tokens and cookies, however deep; symbols are kept. */
export function redact<T extends object>(record: T): T {
  const clean = redactFields(record, 0);
  for (const symbol of Object.getOwnPropertySymbols(record)) Reflect.set(clean, symbol, Reflect.get(record, symbol));
  return clean as T;
}
