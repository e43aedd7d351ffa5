import type { Request, Response } from 'express';
import OAuthRequest from '../../requests/oauth/OAuthRequest.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import OAuthService from '../../services/oauth/OAuthService.js';
import { randomToken } from '../../utils/random.js';
import { ApiResponse } from '../ApiResponse.js';
import { clientInfo } from '../auth/clientInfo.js';
import { Controller } from '../Controller.js';
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
}

export default new OAuthController();
