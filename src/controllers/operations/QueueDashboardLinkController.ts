import type { Request, Response } from 'express';
import { requireSession } from '../../middlewares/Authentication.js';
import QueueDashboardLinkResource from '../../resources/operations/QueueDashboardLinkResource.js';
import QueueDashboardService from '../../services/operations/QueueDashboardService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class QueueDashboardLinkController extends Controller {
  public async store(req: Request, res: Response): Promise<void> {
    const { user, sessionId } = requireSession(req);
    const link = await QueueDashboardService.createLink({ userId: user.id, sessionId });
    ApiResponse.created(res, QueueDashboardLinkResource.one(link), 'Open this link within a minute. It works once');
  }
}

export default new QueueDashboardLinkController();
