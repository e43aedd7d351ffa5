import { z } from 'zod';
import { oauthConfig } from '../../config/oauth.js';
import type { Attempt, Identity } from '../../drivers/oauth/OAuthDriver.js';
import { InvalidToken } from '../../exceptions/errors.js';
import type { User } from '../../models/users/User.js';
import { decrypt, encrypt } from '../../security/encryption.js';
import { isSameSecret } from '../../security/timingSafeEqual.js';
import { randomToken } from '../../utils/random.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';
import TokenService from '../auth/TokenService.js';

const { lifetimes } = oauthConfig;

const STATE = 'oauth-state';
const LINK = 'oauth-link';

const State = z.object({
  provider: z.string(),
  /** Encrypted. */
  verifier: z.string(),
  nonce: z.string(),
  redirect: z.string(),
  browser: z.string().nullable(),
  challenge: z.string().nullable(),
});

const Link = z.object({ provider: z.string(), identity: z.string() });

/** What a client asks for at the beginning. */
export interface Plan {
  provider: string;
  redirect: string;
  /** By which the client will show that the code was meant for it. */
  challenge?: string | undefined;
}

/** Who alone can end an attempt. */
interface Owner {
  /** The hash of a secret that the browser keeps. */
  browser: string | null;
  userId: number | null;
}

/** An attempt together with what was noted at its beginning. */
export interface OpenAttempt extends Attempt, Owner {
  provider: string;
  redirect: string;
  challenge: string | null;
}

/** The steps of a login with another provider, each of which is held by a token that works once. */
class OAuthAttemptService {
  /** Begins a login, which only the browser that holds the secret can end. */
  public begin(plan: Plan, browser: string): Promise<Attempt> {
    return this.start(plan, { browser: TokenService.hash(browser), userId: null });
  }

  /** Begins to link an account, which only this user can end. */
  public beginLink(plan: Plan, user: User): Promise<Attempt> {
    return this.start(plan, { browser: null, userId: user.id });
  }

  /** The attempt of this state, which can be had no second time; undefined where there is none. */
  public async take(state: string): Promise<OpenAttempt | undefined> {
    try {
      const { data, userId } = await OneTimeTokenService.consume(STATE, state);
      const { verifier, ...known } = State.parse(data);
      return { ...known, state, userId, verifier: decrypt(verifier, STATE) };
    } catch (error) {
      if (error instanceof InvalidToken) return undefined;
      throw error;
    }
  }

  /** Whether the browser is the one in which the attempt began. */
  public isOf({ browser, userId }: OpenAttempt, secret: string | undefined): boolean {
    if (browser === null) return userId !== null;
    return secret !== undefined && isSameSecret(TokenService.hash(secret), browser);
  }

  /** A code with which the front end can prove that the user may link this identity. */
  public issueLink(userId: number, provider: string, identity: Identity): Promise<string> {
    const data = { provider, identity: encrypt(JSON.stringify(identity), LINK) };
    return OneTimeTokenService.issue({ purpose: LINK, userId, expiresIn: lifetimes.link, data });
  }

  /** What such a code stands for. @throws InvalidToken if it is not the user's */
  public async redeemLink(user: User, code: string): Promise<{ provider: string; identity: Identity }> {
    const { userId, data } = await OneTimeTokenService.consume(LINK, code);
    if (userId !== user.id) throw new InvalidToken();
    const { provider, identity } = Link.parse(data);
    return { provider, identity: JSON.parse(decrypt(identity, LINK)) as Identity };
  }

  private async start(plan: Plan, { browser, userId }: Owner): Promise<Attempt> {
    const [verifier, nonce] = [randomToken(), randomToken()];
    const data = { challenge: null, ...plan, browser, nonce, verifier: encrypt(verifier, STATE) };
    const expiresIn = lifetimes.state;
    const owner = userId === null ? {} : { userId };
    const state = await OneTimeTokenService.issue({ purpose: STATE, expiresIn, data, ...owner });
    return { state, verifier, nonce };
  }
}

export default new OAuthAttemptService();
