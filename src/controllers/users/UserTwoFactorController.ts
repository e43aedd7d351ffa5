import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import { authorize } from '../../policies/authorize.js';
import UserPolicy from '../../policies/users/UserPolicy.js';
import UserRequest from '../../requests/users/UserRequest.js';
import TwoFactorService from '../../services/auth/TwoFactorService.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

/** Lets administrators turn off the two-factor authentication of another user. */
class UserTwoFactorController extends Controller {
  public async destroy(req: Request, res: Response): Promise<void> {
    const user = await UserService.find(UserRequest.show.of(req).params.id);
    authorize(UserPolicy, 'resetTwoFactor', currentUser(req), user);
    await TwoFactorService.reset(user);
    ApiResponse.ok(res, null, "The user's two-factor authentication is off");
  }
}

export default new UserTwoFactorController();
