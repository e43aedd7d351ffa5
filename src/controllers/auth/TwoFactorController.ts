import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import { authorize } from '../../policies/authorize.js';
import UserPolicy from '../../policies/users/UserPolicy.js';
import TwoFactorRequest from '../../requests/auth/TwoFactorRequest.js';
import RecoveryCodesResource from '../../resources/auth/RecoveryCodesResource.js';
import TwoFactorSetupResource from '../../resources/auth/TwoFactorSetupResource.js';
import TwoFactorService from '../../services/auth/TwoFactorService.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class TwoFactorController extends Controller {
  public async start(req: Request, res: Response): Promise<void> {
    const { currentPassword } = TwoFactorRequest.start.of(req).body;
    const setup = await TwoFactorService.start(currentUser(req), currentPassword);
    ApiResponse.created(res, TwoFactorSetupResource.one(setup), 'Scan the code and confirm it');
  }

  public async confirm(req: Request, res: Response): Promise<void> {
    const { code } = TwoFactorRequest.confirm.of(req).body;
    const recoveryCodes = await TwoFactorService.confirm(currentUser(req), code);
    ApiResponse.ok(res, RecoveryCodesResource.one({ recoveryCodes }), 'Two-factor authentication is on');
  }

  public async disable(req: Request, res: Response): Promise<void> {
    await TwoFactorService.disable(currentUser(req), TwoFactorRequest.disable.of(req).body);
    ApiResponse.ok(res, null, 'Two-factor authentication is off');
  }

  public async renewRecoveryCodes(req: Request, res: Response): Promise<void> {
    const { body } = TwoFactorRequest.renewRecoveryCodes.of(req);
    const recoveryCodes = await TwoFactorService.renewRecoveryCodes(currentUser(req), body);
    ApiResponse.ok(res, RecoveryCodesResource.one({ recoveryCodes }), 'The older recovery codes work no longer');
  }

  public async reset(req: Request, res: Response): Promise<void> {
    const user = await UserService.find(TwoFactorRequest.reset.of(req).params.id);
    authorize(UserPolicy, 'resetTwoFactor', currentUser(req), user);
    await TwoFactorService.reset(user);
    ApiResponse.ok(res, null, "The user's two-factor authentication is off");
  }
}

export default new TwoFactorController();
