import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import { authorize } from '../../policies/authorize.js';
import UserPolicy from '../../policies/users/UserPolicy.js';
import ProfileRequest from '../../requests/users/ProfileRequest.js';
import ProfileResource from '../../resources/users/ProfileResource.js';
import ProfileService from '../../services/users/ProfileService.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class ProfileController extends Controller {
  public async show(req: Request, res: Response): Promise<void> {
    const user = await UserService.findCached(ProfileRequest.show.of(req).params.id);
    authorize(UserPolicy, 'update', currentUser(req), user);
    ApiResponse.ok(res, ProfileResource.one(await ProfileService.forUser(user)), 'Profile retrieved successfully');
  }

  public async replace(req: Request, res: Response): Promise<void> {
    const { params, body } = ProfileRequest.replace.of(req);
    const user = await UserService.findCached(params.id);
    authorize(UserPolicy, 'update', currentUser(req), user);
    const profile = await ProfileService.replace(user, body);
    ApiResponse.ok(res, ProfileResource.one(profile), 'Profile updated successfully');
  }
}

export default new ProfileController();
