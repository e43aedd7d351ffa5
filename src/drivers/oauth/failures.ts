import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { ProviderAccessDenied, ProviderLoginFailed } from '../../exceptions/errors.js';
import type { HttpException } from '../../exceptions/HttpException.js';
import { ProviderUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { logger } from '../../logging/logger.js';
import { UnexpectedProviderResponse } from './UnexpectedProviderResponse.js';

const UNAVAILABLE_CLIENT_CODES = [
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];
const UNAVAILABLE_OAUTH_ERRORS = ['temporarily_unavailable', 'server_error'];

function isProviderUnavailable(error: unknown): boolean {
  if (error instanceof ResponseBodyError || error instanceof UnexpectedProviderResponse) return error.status >= 500;
  if (error instanceof AuthorizationResponseError) return UNAVAILABLE_OAUTH_ERRORS.includes(error.error);
  // An error without a code comes from fetch itself: no connection, or no trusted certificate.
  if (error instanceof ClientError) return error.code === undefined || UNAVAILABLE_CLIENT_CODES.includes(error.code);
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}

/** Logs the cause and returns the error for the client. */
export function toHttpException(provider: string, error: unknown): HttpException {
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') return new ProviderAccessDenied();
  if (isProviderUnavailable(error)) {
    logger.error('The OAuth provider is unavailable', { provider, error });
    return new ProviderUnavailable();
  }
  logger.warn('The OAuth provider rejected the login', { provider, error });
  return new ProviderLoginFailed();
}
