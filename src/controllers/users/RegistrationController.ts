import type { Request, Response } from 'express';
import RegistrationRequest from '../../requests/users/RegistrationRequest.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import RegistrationService from '../../services/users/RegistrationService.js';
import { ApiResponse } from '../ApiResponse.js';
import { clientInfo } from '../auth/clientInfo.js';
import { Controller } from '../Controller.js';

export const CHECK_YOUR_INBOX = 'Check your inbox to confirm your email address';

class RegistrationController extends Controller {
  public async store(req: Request, res: Response): Promise<void> {
    const { body } = RegistrationRequest.store.of(req);
    const tokens = await RegistrationService.register(body, clientInfo(req));
    ApiResponse.created(res, IssuedTokensResource.one(tokens), 'Account created successfully');
  }

  /** As store, but the address must be verified first. Against enumeration, existing accounts get the same response. */
  public async storeUnverified(req: Request, res: Response): Promise<void> {
    await RegistrationService.registerUnverified(RegistrationRequest.store.of(req).body);
    ApiResponse.created(res, null, CHECK_YOUR_INBOX);
  }
}

export default new RegistrationController();
