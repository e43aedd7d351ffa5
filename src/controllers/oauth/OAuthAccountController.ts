import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import OAuthRequest from '../../requests/oauth/OAuthRequest.js';
import OAuthAccountResource from '../../resources/oauth/OAuthAccountResource.js';
import RedirectResource from '../../resources/oauth/RedirectResource.js';
import OAuthAccountService from '../../services/oauth/OAuthAccountService.js';
import OAuthService from '../../services/oauth/OAuthService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class OAuthAccountController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const accounts = await OAuthAccountService.list(currentUser(req));
    ApiResponse.ok(res, OAuthAccountResource.many(accounts), 'Linked accounts');
  }

  public async begin(req: Request, res: Response): Promise<void> {
    const { params, query } = OAuthRequest.beginLink.of(req);
    const url = await OAuthService.beginLink(currentUser(req), { ...params, ...query });
    ApiResponse.ok(res, RedirectResource.one({ url }), 'Redirect the browser to this URL');
  }

  public async store(req: Request, res: Response): Promise<void> {
    const { code } = OAuthRequest.link.of(req).body;
    const account = await OAuthService.link(currentUser(req), code);
    ApiResponse.created(res, OAuthAccountResource.one(account), 'Account linked successfully');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    const { provider } = OAuthRequest.unlink.of(req).params;
    await OAuthAccountService.unlink(currentUser(req), provider);
    ApiResponse.ok(res, null, 'Account unlinked');
  }
}

export default new OAuthAccountController();
