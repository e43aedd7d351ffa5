import NotificationController from '../../controllers/notifications/NotificationController.js';
import Authentication from '../../middlewares/Authentication.js';
import Validator from '../../middlewares/Validator.js';
import NotificationRequest from '../../requests/notifications/NotificationRequest.js';
import NotificationResource from '../../resources/notifications/NotificationResource.js';
import UnreadCountResource from '../../resources/notifications/UnreadCountResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Notifications');

router
  .with(Authentication.scope('notifications:read'))
  .get('/notifications', Validator.validate(NotificationRequest.index), NotificationController.index)
  .lists(NotificationResource, 'List your notifications, newest first')
  .get('/notifications/unread', NotificationController.unread)
  .returns(UnreadCountResource, 'Count unread notifications');

router
  .with(Authentication.scope('notifications:write'))
  .post('/notifications/read-all', NotificationController.readAll)
  .returnsNull('Mark all notifications as read')
  .post('/notifications/:id/read', Validator.validate(NotificationRequest.show), NotificationController.read)
  .returns(NotificationResource, 'Mark a notification as read', 404);

export default router;
