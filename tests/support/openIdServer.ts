import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, jest } from '@jest/globals';
import type Provider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';

/** The user data of the provider. */
export interface Person {
  sub: string;
  email?: string | undefined;
  email_verified?: boolean | string;
  name?: string | undefined;
  given_name?: string | undefined;
  family_name?: string | undefined;
}

const CLIENT = { id: 'lumina-at-google', secret: 'a-secret-of-google-and-lumina' };
const SCOPES = 'openid email profile';

/** An OpenID provider whose users log in immediately. */
export class OpenIdServer {
  /** The user who is logged in at the provider. */
  public person: Person = { sub: 'nobody' };
  /** The user denies every consent. */
  public denies = false;
  /** Makes the provider fail with this status. */
  public failure: number | undefined;

  private readonly people = new Map<string, Person>();
  private readonly server = createServer((req, res) => void this.answer(req, res));
  private provider: Provider | undefined;

  /** Starts it; returns the variables to reach it. */
  public async start(callback: string): Promise<Record<string, string>> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    afterAll(() => {
      this.server.close();
      this.server.closeAllConnections();
    });
    const issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    // It logs long warnings about settings for production.
    for (const method of ['info', 'warn'] as const) jest.spyOn(console, method).mockReturnValue();
    const { Provider } = await import('oidc-provider');
    this.provider = new Provider(issuer, this.configuration(callback));
    return { GOOGLE_ISSUER: issuer, GOOGLE_CLIENT_ID: CLIENT.id, GOOGLE_CLIENT_SECRET: CLIENT.secret };
  }

  private configuration(callback: string): Configuration {
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [callback],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      cookies: { keys: ['a-key-of-the-provider'] },
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...this.people.get(sub), sub }) }),
      loadExistingGrant: (ctx) => this.grant(ctx.oidc.client?.clientId ?? '', ctx.oidc.session?.accountId ?? ''),
    };
  }

  private async grant(clientId: string, accountId: string) {
    if (!this.provider || !accountId) return undefined;
    const grant = new this.provider.Grant({ clientId, accountId });
    grant.addOIDCScope(SCOPES);
    await grant.save();
    return grant;
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.failure) {
      res.writeHead(this.failure).end('Not now');
      return;
    }
    if (!req.url?.startsWith('/interaction/')) {
      await this.provider?.callback()(req, res);
      return;
    }
    this.people.set(this.person.sub, this.person);
    const login = { login: { accountId: this.person.sub, remember: false } };
    await this.provider?.interactionFinished(req, res, this.denies ? { error: 'access_denied' } : login);
  }
}
