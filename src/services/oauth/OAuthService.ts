import { createHash } from 'node:crypto';
import AuditService from '../../audit/AuditService.js';
import { oauthConfig } from '../../config/oauth.js';
import { getOAuthDriver } from '../../drivers/oauth/index.js';
import type { Identity, OAuthDriver } from '../../drivers/oauth/OAuthDriver.js';
import { InvalidOAuthState, InvalidToken } from '../../exceptions/errors.js';
import { HttpException } from '../../exceptions/HttpException.js';
import { NotFound } from '../../exceptions/NotFound.js';
import type { OAuthAccount } from '../../models/oauth/OAuthAccount.js';
import type { User } from '../../models/users/User.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import AuthService, { type SignInResult } from '../auth/AuthService.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';
import type { ClientInfo } from '../auth/SessionService.js';
import OAuthAccountService from './OAuthAccountService.js';
import { normalizeIdentity } from './oauthIdentity.js';
import { resolveRedirect, withParameters } from './oauthRedirect.js';
import OAuthStateService, { type PendingAuthorization, type AuthorizationTarget } from './OAuthStateService.js';

const CODE_PURPOSE = 'oauth-code';

type AuthorizationOptions = Omit<AuthorizationTarget, 'redirect'> & { redirect?: string | undefined };

/** The provider's URL to which the browser is redirected, and the state with which it will return. */
interface StartedLogin {
  url: string;
  state: string;
}

/** The request with which the provider redirects the browser back. */
interface ProviderCallback {
  provider: string;
  state: string;
  /** The provider's query parameters. */
  parameters: URLSearchParams;
  /** The secret in the browser's cookie for this state. */
  browser: string | undefined;
}

async function getDriver(provider: string): Promise<OAuthDriver> {
  const driver = await getOAuthDriver(provider);
  if (!driver) throw new NotFound('Provider');
  return driver;
}

function toAuthorizationTarget(options: AuthorizationOptions): AuthorizationTarget {
  return { ...options, redirect: resolveRedirect(options.redirect) };
}

function matchesChallenge(challenge: string, verifier: string): boolean {
  return timingSafeEqualText(createHash('sha256').update(verifier).digest('base64url'), challenge);
}

/** Login with an OAuth provider: authorization code flow with PKCE. */
class OAuthService {
  /**
   * Starts a login and returns the provider's URL.
   *
   * @param browser a secret that the browser keeps in a cookie until it returns (login CSRF)
   * @throws NotFound, ValidationFailed, ProviderUnavailable
   */
  public async begin(options: AuthorizationOptions, browser: string): Promise<StartedLogin> {
    const driver = await getDriver(options.provider);
    const request = await OAuthStateService.begin(toAuthorizationTarget(options), browser);
    const url = await driver.createAuthorizationUrl(request);
    return { url: url.href, state: request.state };
  }

  /**
   * Starts the linking of an account and returns the provider's URL.
   *
   * @throws NotFound, ValidationFailed, ProviderUnavailable
   */
  public async beginLink(user: User, options: AuthorizationOptions): Promise<string> {
    const driver = await getDriver(options.provider);
    const request = await OAuthStateService.beginLink(toAuthorizationTarget(options), user);
    const url = await driver.createAuthorizationUrl(request);
    return url.href;
  }

  /** Handles the provider's callback: returns the front end's URL with a code or an error. @throws NotFound */
  public async complete(callback: ProviderCallback): Promise<string> {
    const driver = await getDriver(callback.provider);
    const pending = await OAuthStateService.consume(callback.state);
    const redirect = pending?.redirect ?? resolveRedirect();
    try {
      return withParameters(redirect, await this.identify(driver, callback, pending));
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      await this.auditFailure(error.code, { provider: callback.provider });
      return withParameters(redirect, { error: error.code, error_description: error.message });
    }
  }

  /**
   * Exchanges a single-use code for tokens. A challenge (PKCE) ties the code to the client that started the login.
   *
   * @throws InvalidToken, InvalidCredentials, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async exchange(code: string, verifier: string, client: ClientInfo): Promise<SignInResult> {
    const { userId, data } = await OneTimeTokenService.consume(CODE_PURPOSE, code);
    const isForClient = typeof data.challenge !== 'string' || matchesChallenge(data.challenge, verifier);
    if (userId === null || !isForClient) throw new InvalidToken();
    try {
      return await AuthService.signIn({ id: userId }, client, 'auth.oauth-login');
    } catch (error) {
      if (error instanceof HttpException) await this.auditFailure(error.code, { userId });
      throw error;
    }
  }

  /** Completes what beginLink() started. @throws InvalidToken, AlreadyLinked, AccountLinkingForbidden */
  public async link(user: User, code: string): Promise<OAuthAccount> {
    const { provider, identity } = await OAuthStateService.redeemLinkCode(user, code);
    return OAuthAccountService.link(user, provider, identity);
  }

  private async identify(
    driver: OAuthDriver,
    { provider, parameters, browser }: ProviderCallback,
    pending: PendingAuthorization | undefined,
  ): Promise<Record<string, string>> {
    const isValid = pending?.provider === provider && OAuthStateService.belongsTo(pending, browser);
    if (!pending || !isValid) throw new InvalidOAuthState();
    const identity = normalizeIdentity(await driver.identify(parameters, pending));
    if (pending.userId === null) return { code: await this.issueCode(identity, pending) };
    return { link_code: await OAuthStateService.issueLinkCode(pending.userId, provider, identity) };
  }

  private async issueCode(identity: Identity, { provider, challenge }: PendingAuthorization): Promise<string> {
    const user = await OAuthAccountService.resolveUser(provider, identity);
    const expiresIn = oauthConfig.lifetimes.code;
    return OneTimeTokenService.issue({ purpose: CODE_PURPOSE, userId: user.id, expiresIn, data: { challenge } });
  }

  private auditFailure(reason: string, attributes: { provider?: string; userId?: number }): Promise<void> {
    const { userId, ...after } = attributes;
    const subject = userId === undefined ? undefined : { type: 'User', id: userId };
    return AuditService.record({ action: 'oauth.refused', subject, after: { ...after, reason } });
  }
}

export default new OAuthService();
