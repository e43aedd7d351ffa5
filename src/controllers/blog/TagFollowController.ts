import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import FollowRequest from '../../requests/blog/FollowRequest.js';
import FollowService from '../../services/blog/FollowService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class TagFollowController extends Controller {
  public async store(req: Request, res: Response): Promise<void> {
    await FollowService.followTag(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'Tag followed');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    await FollowService.unfollowTag(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'Tag unfollowed');
  }
}

export default new TagFollowController();
