export interface FieldError {
  field: string;
  message: string;
}

/** Parts of an error response besides its status, code and message. */
export interface Details {
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** Further members of the body, such as `retryAfter`. */
  extra?: Record<string, unknown>;
}

/**
 * An expected error with a status, a stable code and a message that is safe to show. Expected errors carry no stack
 * trace.
 */
export abstract class HttpException extends Error {
  public abstract readonly status: number;
  public abstract readonly code: string;

  public constructor(
    message: string,
    public readonly details: Details = {},
  ) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = limit;
  }
}
