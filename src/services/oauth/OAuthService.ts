import { createHash } from 'node:crypto';
import { oauthConfig } from '../../config/oauth.js';
import { oauthDriver } from '../../drivers/oauth/index.js';
import type { Identity, OAuthDriver } from '../../drivers/oauth/OAuthDriver.js';
import { HttpException } from '../../exceptions/HttpException.js';
import { InvalidOAuthState, InvalidToken } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import type { OAuthAccount } from '../../models/oauth/OAuthAccount.js';
import type { User } from '../../models/users/User.js';
import { isSameSecret } from '../../security/timingSafeEqual.js';
import AuditService from '../../audit/AuditService.js';
import AuthService, { type Admission } from '../auth/AuthService.js';
import OAuthAccountService from './OAuthAccountService.js';
import OAuthAttemptService, { type OpenAttempt, type Plan } from './OAuthStateService.js';
import { cleaned } from './oauthIdentity.js';
import { redirectTarget, withParameters } from './oauthRedirect.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';
import type { Device } from '../auth/SessionService.js';

const CODE = 'oauth-code';

type Wish = Omit<Plan, 'redirect'> & { redirect?: string | undefined };

/** A browser on its way to the provider. */
interface Begun {
  url: string;
  state: string;
}

/** A browser that came back. */
interface Callback {
  provider: string;
  state: string;
  /** All that the provider sent along. */
  parameters: URLSearchParams;
  /** The secret that the browser kept for this state. */
  browser: string | undefined;
}

async function driverOf(provider: string): Promise<OAuthDriver> {
  const driver = await oauthDriver(provider);
  if (!driver) throw new NotFound('Provider');
  return driver;
}

function planOf(wish: Wish): Plan {
  return { ...wish, redirect: redirectTarget(wish.redirect) };
}

function answers(challenge: string, verifier: string): boolean {
  return isSameSecret(createHash('sha256').update(verifier).digest('base64url'), challenge);
}

/** Logging in with another provider. */
class OAuthService {
  /**
   * Sends a browser to the provider.
   *
   * @param browser a secret that the browser keeps until it comes back
   * @throws NotFound, ValidationFailed, ProviderUnavailable
   */
  public async begin(wish: Wish, browser: string): Promise<Begun> {
    const driver = await driverOf(wish.provider);
    const attempt = await OAuthAttemptService.begin(planOf(wish), browser);
    const url = await driver.authorizationUrl(attempt);
    return { url: url.href, state: attempt.state };
  }

  /** Where the user's browser has to go to link an account. @throws NotFound, ValidationFailed, ProviderUnavailable */
  public async beginLink(user: User, wish: Wish): Promise<string> {
    const driver = await driverOf(wish.provider);
    const attempt = await OAuthAttemptService.beginLink(planOf(wish), user);
    const url = await driver.authorizationUrl(attempt);
    return url.href;
  }

  /** Where the browser that came back has to go: to the front end, with a code or with what went wrong. @throws NotFound */
  public async complete(callback: Callback): Promise<string> {
    const driver = await driverOf(callback.provider);
    const attempt = await OAuthAttemptService.take(callback.state);
    const redirect = attempt?.redirect ?? redirectTarget();
    try {
      return withParameters(redirect, await this.finish(driver, callback, attempt));
    } catch (error) {
      if (!(error instanceof HttpException)) throw error;
      await this.noteRefusal(error.code, { provider: callback.provider });
      return withParameters(redirect, { error: error.code, error_description: error.message });
    }
  }

  /**
   * Signs in whoever holds the code, if it was meant for them.
   *
   * @throws InvalidToken, InvalidCredentials, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async exchange(code: string, verifier: string, device: Device): Promise<Admission> {
    const { userId, data } = await OneTimeTokenService.consume(CODE, code);
    const isTheirs = typeof data.challenge !== 'string' || answers(data.challenge, verifier);
    if (userId === null || !isTheirs) throw new InvalidToken();
    try {
      return await AuthService.signIn({ id: userId }, device, 'auth.oauth-login');
    } catch (error) {
      if (error instanceof HttpException) await this.noteRefusal(error.code, { userId });
      throw error;
    }
  }

  /** Ends what beginLink() began. @throws InvalidToken, AlreadyLinked, AccountLinkingForbidden */
  public async link(user: User, code: string): Promise<OAuthAccount> {
    const { provider, identity } = await OAuthAttemptService.redeemLink(user, code);
    return OAuthAccountService.link(user, provider, identity);
  }

  private async finish(
    driver: OAuthDriver,
    { provider, parameters, browser }: Callback,
    attempt: OpenAttempt | undefined,
  ): Promise<Record<string, string>> {
    const isOurs = attempt?.provider === provider && OAuthAttemptService.isOf(attempt, browser);
    if (!attempt || !isOurs) throw new InvalidOAuthState();
    const identity = cleaned(await driver.identify(parameters, attempt));
    if (attempt.userId === null) return { code: await this.admit(identity, attempt) };
    return { link_code: await OAuthAttemptService.issueLink(attempt.userId, provider, identity) };
  }

  private async admit(identity: Identity, { provider, challenge }: OpenAttempt): Promise<string> {
    const user = await OAuthAccountService.resolve(provider, identity);
    const expiresIn = oauthConfig.lifetimes.code;
    return OneTimeTokenService.issue({ purpose: CODE, userId: user.id, expiresIn, data: { challenge } });
  }

  private noteRefusal(reason: string, facts: { provider?: string; userId?: number }): Promise<void> {
    const { userId, ...after } = facts;
    const subject = userId === undefined ? undefined : { type: 'User', id: userId };
    return AuditService.record({ action: 'oauth.refused', subject, after: { ...after, reason } });
  }
}

export default new OAuthService();
