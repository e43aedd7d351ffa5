import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import { requireUpload } from '../../middlewares/Upload.js';
import StoredFileResource from '../../resources/files/StoredFileResource.js';
import AvatarService from '../../services/users/AvatarService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class AvatarController extends Controller {
  public async store(req: Request, res: Response): Promise<void> {
    const file = await AvatarService.replace(currentUser(req), requireUpload(req));
    ApiResponse.ok(res, StoredFileResource.one(file), 'Avatar uploaded successfully');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    await AvatarService.remove(currentUser(req));
    ApiResponse.ok(res, null, 'Avatar removed');
  }
}

export default new AvatarController();
