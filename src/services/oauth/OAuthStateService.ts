import { z } from 'zod';
import { oauthConfig } from '../../config/oauth.js';
import type { AuthorizationRequest, Identity } from '../../drivers/oauth/OAuthDriver.js';
import { InvalidToken } from '../../exceptions/errors.js';
import type { User } from '../../models/users/User.js';
import { decrypt, encrypt } from '../../security/encryption.js';
import { timingSafeEqualText } from '../../security/timingSafeEqualText.js';
import { randomToken } from '../../utils/random.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';
import TokenService from '../auth/TokenService.js';

const { lifetimes } = oauthConfig;

const STATE_PURPOSE = 'oauth-state';
const LINK_PURPOSE = 'oauth-link';

const StatePayload = z.object({
  provider: z.string(),
  /** Encrypted. */
  verifier: z.string(),
  nonce: z.string(),
  redirect: z.string(),
  browser: z.string().nullable(),
  challenge: z.string().nullable(),
});

const LinkPayload = z.object({ provider: z.string(), identity: z.string() });

/** The options of a client that starts a login. */
export interface AuthorizationTarget {
  provider: string;
  redirect: string;
  /** A PKCE challenge (S256): the client proves with its verifier that the code was issued to it. */
  challenge?: string | undefined;
}

/** The browser or the user that alone can complete a login. */
interface StateOwner {
  /** The hash of the secret in the browser's cookie. */
  browser: string | null;
  userId: number | null;
}

/** A login that was started, with the values that were stored for it. */
export interface PendingAuthorization extends AuthorizationRequest, StateOwner {
  provider: string;
  redirect: string;
  challenge: string | null;
}

/** Keeps the state between the steps of an OAuth login in single-use tokens. */
class OAuthStateService {
  /** Starts a login that only the browser with this secret can complete (login CSRF). */
  public begin(target: AuthorizationTarget, browser: string): Promise<AuthorizationRequest> {
    return this.issueState(target, { browser: TokenService.hash(browser), userId: null });
  }

  /** Starts the linking of an account, which only this user can complete. */
  public beginLink(target: AuthorizationTarget, user: User): Promise<AuthorizationRequest> {
    return this.issueState(target, { browser: null, userId: user.id });
  }

  /** Consumes the state and returns its login; undefined if the state is invalid, expired or already used. */
  public async consume(state: string): Promise<PendingAuthorization | undefined> {
    try {
      const { data, userId } = await OneTimeTokenService.consume(STATE_PURPOSE, state);
      const { verifier, ...pending } = StatePayload.parse(data);
      return { ...pending, state, userId, codeVerifier: decrypt(verifier, STATE_PURPOSE) };
    } catch (error) {
      if (error instanceof InvalidToken) return undefined;
      throw error;
    }
  }

  /** Tells whether this browser started the login. */
  public belongsTo({ browser, userId }: PendingAuthorization, secret: string | undefined): boolean {
    if (browser === null) return userId !== null;
    return secret !== undefined && timingSafeEqualText(TokenService.hash(secret), browser);
  }

  /** Issues a single-use code with which the front end completes the linking of this identity. */
  public issueLinkCode(userId: number, provider: string, identity: Identity): Promise<string> {
    const data = { provider, identity: encrypt(JSON.stringify(identity), LINK_PURPOSE) };
    return OneTimeTokenService.issue({ purpose: LINK_PURPOSE, userId, expiresIn: lifetimes.link, data });
  }

  /** Exchanges a link code for its identity. @throws InvalidToken if the code belongs to another user */
  public async redeemLinkCode(user: User, code: string): Promise<{ provider: string; identity: Identity }> {
    const { userId, data } = await OneTimeTokenService.consume(LINK_PURPOSE, code);
    if (userId !== user.id) throw new InvalidToken();
    const { provider, identity } = LinkPayload.parse(data);
    return { provider, identity: JSON.parse(decrypt(identity, LINK_PURPOSE)) as Identity };
  }

  private async issueState(
    target: AuthorizationTarget,
    { browser, userId }: StateOwner,
  ): Promise<AuthorizationRequest> {
    const [verifier, nonce] = [randomToken(), randomToken()];
    const data = { challenge: null, ...target, browser, nonce, verifier: encrypt(verifier, STATE_PURPOSE) };
    const expiresIn = lifetimes.state;
    const owner = userId === null ? {} : { userId };
    const state = await OneTimeTokenService.issue({ purpose: STATE_PURPOSE, expiresIn, data, ...owner });
    return { state, codeVerifier: verifier, nonce };
  }
}

export default new OAuthStateService();
