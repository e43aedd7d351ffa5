import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import FollowRequest from '../../requests/blog/FollowRequest.js';
import FollowService from '../../services/blog/FollowService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class AuthorFollowController extends Controller {
  public async store(req: Request, res: Response): Promise<void> {
    await FollowService.followAuthor(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'Author followed');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    await FollowService.unfollowAuthor(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'Author unfollowed');
  }
}

export default new AuthorFollowController();
