import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import AccountRequest from '../../requests/users/AccountRequest.js';
import UserResource from '../../resources/users/UserResource.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

const UPDATED = 'Profile updated successfully';

class AccountController extends Controller {
  public show(req: Request, res: Response): void {
    ApiResponse.ok(res, UserResource.one(currentUser(req)), 'The signed-in user');
  }

  public async update(req: Request, res: Response): Promise<void> {
    const { body } = AccountRequest.update.of(req);
    const user = await UserService.updateOwn(currentUser(req), body);
    const isPending = UserService.changesEmail(user, body);
    const addition = isPending ? '; your new email address takes effect once confirmed' : '';
    ApiResponse.ok(res, UserResource.one(user), UPDATED + addition);
  }
}

export default new AccountController();
