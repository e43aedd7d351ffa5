import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import OAuthRequest from '../../requests/oauth/OAuthRequest.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import OAuthAccountResource from '../../resources/oauth/OAuthAccountResource.js';
import RedirectResource from '../../resources/oauth/RedirectResource.js';
import OAuthAccountService from '../../services/oauth/OAuthAccountService.js';
import OAuthService from '../../services/oauth/OAuthService.js';
import { randomToken } from '../../utils/random.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';
import { clientInfo } from '../auth/clientInfo.js';
import { oauthStateCookie } from './oauthStateCookie.js';

function toSearchParams(query: Record<string, string | undefined>): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  return parameters;
}

class OAuthController extends Controller {
  public async begin(req: Request, res: Response): Promise<void> {
    const { params, query } = OAuthRequest.begin.of(req);
    const secret = randomToken();
    const { url, state } = await OAuthService.begin({ ...params, ...query }, secret);
    oauthStateCookie.set(res, state, secret);
    res.redirect(url);
  }

  public async callback(req: Request, res: Response): Promise<void> {
    const { params, query } = OAuthRequest.callback.of(req);
    const { state = '' } = query;
    const browser = oauthStateCookie.consume(req, res, state);
    const url = await OAuthService.complete({ ...params, state, parameters: toSearchParams(query), browser });
    res.redirect(url);
  }

  public async exchange(req: Request, res: Response): Promise<void> {
    const { code, verifier = '' } = OAuthRequest.exchange.of(req).body;
    const result = await OAuthService.exchange(code, verifier, clientInfo(req));
    ApiResponse.ok(res, SignInResource.one(result), SignInResource.messageFor(result));
  }

  public async index(req: Request, res: Response): Promise<void> {
    const accounts = await OAuthAccountService.list(currentUser(req));
    ApiResponse.ok(res, OAuthAccountResource.many(accounts), 'Linked accounts');
  }

  public async beginLink(req: Request, res: Response): Promise<void> {
    const { params, query } = OAuthRequest.beginLink.of(req);
    const url = await OAuthService.beginLink(currentUser(req), { ...params, ...query });
    ApiResponse.ok(res, RedirectResource.one({ url }), 'Send the browser there');
  }

  public async link(req: Request, res: Response): Promise<void> {
    const { code } = OAuthRequest.link.of(req).body;
    const account = await OAuthService.link(currentUser(req), code);
    ApiResponse.created(res, OAuthAccountResource.one(account), 'Account linked successfully');
  }

  public async unlink(req: Request, res: Response): Promise<void> {
    const { provider } = OAuthRequest.unlink.of(req).params;
    await OAuthAccountService.unlink(currentUser(req), provider);
    ApiResponse.ok(res, null, 'Account unlinked');
  }
}

export default new OAuthController();
