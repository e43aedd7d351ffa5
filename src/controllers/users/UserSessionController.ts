import type { Request, Response } from 'express';
import UserRequest from '../../requests/users/UserRequest.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

/** Lets administrators end the sessions of another user. */
class UserSessionController extends Controller {
  public async destroy(req: Request, res: Response): Promise<void> {
    const user = await UserService.find(UserRequest.show.of(req).params.id);
    await UserService.signOut(user);
    ApiResponse.ok(res, null, 'User logged out everywhere');
  }
}

export default new UserSessionController();
