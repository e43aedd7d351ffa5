import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import TwoFactorRequest from '../../requests/auth/TwoFactorRequest.js';
import RecoveryCodesResource from '../../resources/auth/RecoveryCodesResource.js';
import TwoFactorSetupResource from '../../resources/auth/TwoFactorSetupResource.js';
import TwoFactorService from '../../services/auth/TwoFactorService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class TwoFactorController extends Controller {
  public async store(req: Request, res: Response): Promise<void> {
    const { currentPassword } = TwoFactorRequest.store.of(req).body;
    const setup = await TwoFactorService.start(currentUser(req), currentPassword);
    const message = 'Scan the QR code, then confirm with a code from your app';
    ApiResponse.created(res, TwoFactorSetupResource.one(setup), message);
  }

  public async confirm(req: Request, res: Response): Promise<void> {
    const { code } = TwoFactorRequest.confirm.of(req).body;
    const recoveryCodes = await TwoFactorService.confirm(currentUser(req), code);
    ApiResponse.ok(res, RecoveryCodesResource.one({ recoveryCodes }), 'Two-factor authentication is on');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    await TwoFactorService.disable(currentUser(req), TwoFactorRequest.reauthenticate.of(req).body);
    ApiResponse.ok(res, null, 'Two-factor authentication is off');
  }

  public async renewRecoveryCodes(req: Request, res: Response): Promise<void> {
    const { body } = TwoFactorRequest.reauthenticate.of(req);
    const recoveryCodes = await TwoFactorService.renewRecoveryCodes(currentUser(req), body);
    ApiResponse.ok(res, RecoveryCodesResource.one({ recoveryCodes }), 'Your previous recovery codes no longer work');
  }
}

export default new TwoFactorController();
