import type { Request, Response } from 'express';
import { requireSession } from '../../middlewares/Authentication.js';
import PasswordRequest from '../../requests/auth/PasswordRequest.js';
import PasswordChangeService from '../../services/auth/PasswordChangeService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class PasswordController extends Controller {
  public async change(req: Request, res: Response): Promise<void> {
    const { currentPassword, newPassword } = PasswordRequest.change.of(req).body;
    await PasswordChangeService.change(requireSession(req), currentPassword, newPassword);
    ApiResponse.ok(res, null, 'Password changed. Your other devices have been logged out');
  }

  public async forgot(req: Request, res: Response): Promise<void> {
    await PasswordChangeService.requestReset(PasswordRequest.forgot.of(req).body.email);
    ApiResponse.ok(res, null, 'If this address has an account, we have sent an email');
  }

  public async reset(req: Request, res: Response): Promise<void> {
    const { token, newPassword } = PasswordRequest.reset.of(req).body;
    await PasswordChangeService.reset(token, newPassword);
    ApiResponse.ok(res, null, 'Password changed. Log in with your new password');
  }
}

export default new PasswordController();
