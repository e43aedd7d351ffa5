import type { Request, Response } from 'express';
import { sendDownload } from '../../http/sendDownload.js';
import { currentUser } from '../../middlewares/Authentication.js';
import PrivacyRequest from '../../requests/privacy/PrivacyRequest.js';
import PrivacyService from '../../services/privacy/PrivacyService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class PrivacyController extends Controller {
  public async export(req: Request, res: Response): Promise<void> {
    const user = currentUser(req);
    await sendDownload(res, `account-${user.id}.json`, (signal) => PrivacyService.export(user, signal));
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    const { currentPassword } = PrivacyRequest.destroy.of(req).body;
    await PrivacyService.deleteOwn(currentUser(req), currentPassword);
    ApiResponse.ok(res, null, 'Account deleted successfully');
  }
}

export default new PrivacyController();
