import { type Details, HttpException } from './HttpException.js';

/** Tells clients how to authenticate (RFC 6750, section 3). */
const BEARER: Details = { headers: { 'WWW-Authenticate': 'Bearer' } };

/** Defines an error class with a fixed status and code. Its message may be overridden when it is thrown. */
function defineError(status: number, code: string, message: string, details: Details = {}) {
  return class extends HttpException {
    public readonly status = status;
    public readonly code = code;

    public constructor(text = message, own = details) {
      super(text, own);
    }
  };
}

// Requests
export const BadRequest = defineError(400, 'BAD_REQUEST', 'The request could not be understood');
export const NotAcceptable = defineError(406, 'NOT_ACCEPTABLE', 'This endpoint only returns JSON');
export const Conflict = defineError(409, 'CONFLICT', 'The request conflicts with the current state of the record');
export const PreconditionFailed = defineError(
  412,
  'PRECONDITION_FAILED',
  'The record has changed since you last read it',
);
export const PayloadTooLarge = defineError(413, 'PAYLOAD_TOO_LARGE', 'The request is too large');
export const UnsupportedMediaType = defineError(415, 'UNSUPPORTED_MEDIA_TYPE', 'The content type is not supported');
export const RangeNotSatisfiable = defineError(416, 'RANGE_NOT_SATISFIABLE', 'Requested range not satisfiable');
export const InternalError = defineError(500, 'INTERNAL_ERROR', 'Internal server error');
/** Thrown by generated actions until they are implemented (RFC 9110, section 15.6.2). */
export const NotImplemented = defineError(501, 'NOT_IMPLEMENTED', 'This action is not implemented yet');

// Authentication and authorization
export const Unauthorized = defineError(401, 'UNAUTHORIZED', 'Authentication is required', BEARER);
export const InvalidToken = defineError(401, 'INVALID_TOKEN', 'The token is not valid', BEARER);
export const TokenExpired = defineError(401, 'TOKEN_EXPIRED', 'The token has expired', BEARER);
export const InvalidCredentials = defineError(401, 'INVALID_CREDENTIALS', 'Invalid email or password', BEARER);
export const InvalidCode = defineError(401, 'INVALID_CODE', 'The code is invalid or has already been used', BEARER);
export const Forbidden = defineError(403, 'FORBIDDEN', 'You are not allowed to do this');
export const ApiKeyNotAccepted = defineError(
  403,
  'API_KEY_NOT_ACCEPTED',
  'API keys are not accepted here. Log in instead',
);
export const AccountPending = defineError(403, 'ACCOUNT_PENDING', 'This account is waiting for approval');
export const AccountRejected = defineError(403, 'ACCOUNT_REJECTED', 'This account was not approved');
export const AccountSuspended = defineError(403, 'ACCOUNT_SUSPENDED', 'This account is suspended');
export const AccountClosed = defineError(403, 'ACCOUNT_CLOSED', 'This account was closed');
export const EmailNotVerified = defineError(
  403,
  'EMAIL_NOT_VERIFIED',
  'Please verify your email address. We have sent you a link',
);

// Login providers
export const InvalidOAuthState = defineError(
  400,
  'INVALID_STATE',
  'This sign-in link is invalid or has expired. Please start again',
);
export const ProviderLoginFailed = defineError(
  401,
  'PROVIDER_LOGIN_FAILED',
  'The provider could not verify this login',
);
export const ProviderAccessDenied = defineError(403, 'ACCESS_DENIED', 'You cancelled the login at the provider');
export const ProviderEmailNotVerified = defineError(
  403,
  'EMAIL_NOT_VERIFIED',
  'The provider has not verified your email address',
);
export const AccountLinkingForbidden = defineError(
  403,
  'LINKING_FORBIDDEN',
  'Verify your email address first, or link an account that uses the same address',
);
export const LinkingRequired = defineError(
  409,
  'LINKING_REQUIRED',
  'An account with this email already exists. Log in to it, then link this provider',
);
export const AlreadyLinked = defineError(409, 'ALREADY_LINKED', 'Another account of this provider is already linked');
export const LastLoginMethod = defineError(
  409,
  'LAST_LOGIN_METHOD',
  'This is your only way to log in. Set a password or link another provider first',
);
