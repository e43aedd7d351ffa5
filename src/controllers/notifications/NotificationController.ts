import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import NotificationRequest from '../../requests/notifications/NotificationRequest.js';
import NotificationResource from '../../resources/notifications/NotificationResource.js';
import UnreadCountResource from '../../resources/notifications/UnreadCountResource.js';
import NotificationService from '../../services/notifications/NotificationService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class NotificationController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const page = await NotificationService.paginate(currentUser(req), NotificationRequest.index.of(req).query);
    ApiResponse.paginated(res, page, NotificationResource, 'Notifications retrieved successfully');
  }

  public async unread(req: Request, res: Response): Promise<void> {
    const unread = await NotificationService.countUnread(currentUser(req));
    ApiResponse.ok(res, UnreadCountResource.one({ unread }), 'Unread notifications');
  }

  public async read(req: Request, res: Response): Promise<void> {
    const { id } = NotificationRequest.show.of(req).params;
    const notification = await NotificationService.markRead(currentUser(req), id);
    ApiResponse.ok(res, NotificationResource.one(notification), 'Notification marked as read');
  }

  public async readAll(req: Request, res: Response): Promise<void> {
    await NotificationService.markAllRead(currentUser(req));
    ApiResponse.ok(res, null, 'All notifications marked as read');
  }
}

export default new NotificationController();
