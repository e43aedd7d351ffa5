export interface FieldError {
  field: string;
  message: string;
}

const EMAIL = /^[\w.+-]+@[a-z\d-]+(\.[a-z\d-]+)+$/;

function name(value: unknown): string | undefined {
  if (value === undefined) return 'This field is required';
  if (typeof value !== 'string') return 'Must be a text';
  const { length } = value.trim();
  if (length === 0) return 'Must not be empty';
  return length > 100 ? 'Is too long' : undefined;
}

function email(value: unknown): string | undefined {
  if (value === undefined) return 'This field is required';
  const isValid = typeof value === 'string' && value.length <= 254 && EMAIL.test(value.trim().toLowerCase());
  return isValid ? undefined : 'Invalid email address';
}

function password(value: unknown): string | undefined {
  if (value === undefined) return 'This field is required';
  if (typeof value !== 'string' || value.length < 8) return 'Must have at least 8 characters';
  return value.length > 128 ? 'Is too long' : undefined;
}

const checks = { firstname: name, lastname: name, email, password };

/** Returns the validation errors of a new user's body. */
export function validate(body: unknown): FieldError[] {
  const values: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  return Object.entries(checks).flatMap(([field, check]) => {
    const message = check(values[field]);
    return message ? [{ field, message }] : [];
  });
}
