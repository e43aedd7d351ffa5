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

/** What a client asks for at the beginning. */
export interface AuthorizationTarget {
  provider: string;
  redirect: string;
  /** By which the client will show that the code was meant for it. */
  challenge?: string | undefined;
}

/** Who alone can end an attempt. */
interface StateOwner {
  /** The hash of a secret that the browser keeps. */
  browser: string | null;
  userId: number | null;
}

/** An attempt together with what was noted at its beginning. */
export interface PendingAuthorization extends AuthorizationRequest, StateOwner {
  provider: string;
  redirect: string;
  challenge: string | null;
}

/** The steps of a login with another provider, each of which is held by a token that works once. */
class OAuthStateService {
  /** Begins a login, which only the browser that holds the secret can end. */
  public begin(target: AuthorizationTarget, browser: string): Promise<AuthorizationRequest> {
    return this.issueState(target, { browser: TokenService.hash(browser), userId: null });
  }

  /** Begins to link an account, which only this user can end. */
  public beginLink(target: AuthorizationTarget, user: User): Promise<AuthorizationRequest> {
    return this.issueState(target, { browser: null, userId: user.id });
  }

  /** The attempt of this state, which can be had no second time; undefined where there is none. */
  public async consume(state: string): Promise<PendingAuthorization | undefined> {
    try {
      const { data, userId } = await OneTimeTokenService.consume(STATE_PURPOSE, state);
      const { verifier, ...known } = StatePayload.parse(data);
      return { ...known, state, userId, codeVerifier: decrypt(verifier, STATE_PURPOSE) };
    } catch (error) {
      if (error instanceof InvalidToken) return undefined;
      throw error;
    }
  }

  /** Whether the browser is the one in which the attempt began. */
  public belongsTo({ browser, userId }: PendingAuthorization, secret: string | undefined): boolean {
    if (browser === null) return userId !== null;
    return secret !== undefined && timingSafeEqualText(TokenService.hash(secret), browser);
  }

  /** A code with which the front end can prove that the user may link this identity. */
  public issueLinkCode(userId: number, provider: string, identity: Identity): Promise<string> {
    const data = { provider, identity: encrypt(JSON.stringify(identity), LINK_PURPOSE) };
    return OneTimeTokenService.issue({ purpose: LINK_PURPOSE, userId, expiresIn: lifetimes.link, data });
  }

  /** What such a code stands for. @throws InvalidToken if it is not the user's */
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
