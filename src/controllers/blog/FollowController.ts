import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import FollowRequest from '../../requests/blog/FollowRequest.js';
import FollowService from '../../services/blog/FollowService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class FollowController extends Controller {
  public async storeTag(req: Request, res: Response): Promise<void> {
    await FollowService.followTag(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'You follow this tag');
  }

  public async destroyTag(req: Request, res: Response): Promise<void> {
    await FollowService.unfollowTag(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'You do not follow this tag');
  }

  public async storeAuthor(req: Request, res: Response): Promise<void> {
    await FollowService.followAuthor(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'You follow this author');
  }

  public async destroyAuthor(req: Request, res: Response): Promise<void> {
    await FollowService.unfollowAuthor(currentUser(req), FollowRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'You do not follow this author');
  }
}

export default new FollowController();
