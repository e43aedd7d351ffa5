import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import express, { type Request, type Response } from 'express';

interface Email {
  email: string;
  primary: boolean;
  verified: boolean;
}

/** A GitHub user. */
export interface Developer {
  id: number;
  login: string;
  name?: string | null;
  emails: Email[];
}

interface Grant {
  developer: Developer;
  challenge: string;
  redirectUri: string;
}

const CLIENT = { id: 'lumina-at-github', secret: 'a-secret-of-github-and-lumina' };

/** A fake GitHub: its codes work once and only with their verifier. */
export class GitHubServer {
  /** The user who is logged in at GitHub. */
  public developer: Developer = { id: 1, login: 'nobody', emails: [] };
  /** Makes its API fail with this status. */
  public failure: number | undefined;

  private readonly codes = new Map<string, Grant>();
  private readonly tokens = new Map<string, Developer>();

  /** Starts it; returns the variables to reach it. */
  public async start(): Promise<Record<string, string>> {
    const app = express().use(express.urlencoded());
    app.get('/login/oauth/authorize', (req, res) => this.authorize(req, res));
    app.post('/login/oauth/access_token', (req, res) => this.issue(req, res));
    app.get('/api/user', (req, res) => this.tell(req, res, ({ id, login, name = null }) => ({ id, login, name })));
    app.get('/api/user/emails', (req, res) => this.tell(req, res, ({ emails }) => emails));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    afterAll(() => {
      server.close();
      server.closeAllConnections();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = { GITHUB_CLIENT_ID: CLIENT.id, GITHUB_CLIENT_SECRET: CLIENT.secret };
    return { GITHUB_URL: url, GITHUB_API_URL: `${url}/api`, ...client };
  }

  private authorize(req: Request, res: Response): void {
    const {
      client_id,
      redirect_uri: redirectUri,
      state,
      code_challenge: challenge,
    } = req.query as Record<string, string>;
    if (client_id !== CLIENT.id || !redirectUri || !challenge || !state) {
      res.status(404).end();
      return;
    }
    const code = randomUUID();
    this.codes.set(code, { developer: this.developer, challenge, redirectUri });
    const iss = `http://${req.get('Host') ?? ''}/login/oauth`;
    res.redirect(`${redirectUri}?${new URLSearchParams({ code, state, iss }).toString()}`);
  }

  /** Errors have status 200, as at GitHub. */
  private issue(req: Request, res: Response): void {
    const {
      code = '',
      client_id,
      client_secret,
      redirect_uri,
      code_verifier = '',
    } = req.body as Record<string, string>;
    const grant = this.codes.get(code);
    this.codes.delete(code);
    const digest = createHash('sha256').update(code_verifier).digest('base64url');
    const isRight = grant?.challenge === digest && grant.redirectUri === redirect_uri;
    if (!isRight || client_id !== CLIENT.id || client_secret !== CLIENT.secret) {
      res.json({ error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' });
      return;
    }
    const token = `gho_${randomUUID()}`;
    this.tokens.set(token, grant.developer);
    res.json({ access_token: token, scope: 'read:user,user:email', token_type: 'bearer' });
  }

  private tell(req: Request, res: Response, about: (developer: Developer) => unknown): void {
    const developer = this.tokens.get(req.get('Authorization')?.replace('Bearer ', '') ?? '');
    if (this.failure) res.status(this.failure).json({ message: 'Not now' });
    else if (!developer || !req.get('User-Agent')) res.status(401).json({ message: 'Bad credentials' });
    else res.json(about(developer));
  }
}
