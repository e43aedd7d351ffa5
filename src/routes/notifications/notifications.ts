import NotificationController from '../../controllers/notifications/NotificationController.js';
import Authentication from '../../middlewares/Authentication.js';
import Validator from '../../middlewares/Validator.js';
import NotificationRequest from '../../requests/notifications/NotificationRequest.js';
import NotificationResource from '../../resources/notifications/NotificationResource.js';
import UnreadCountResource from '../../resources/notifications/UnreadCountResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Notifications');

router
  .get(
    '/notifications',
    Authentication.scope('notifications:read'),
    Validator.validate(NotificationRequest.index),
    NotificationController.index,
  )
  .lists(NotificationResource, 'What you were told, the newest first');
router
  .get('/notifications/unread', Authentication.scope('notifications:read'), NotificationController.unread)
  .returns(UnreadCountResource, 'How many of them you have not read');
router
  .post('/notifications/read-all', Authentication.scope('notifications:write'), NotificationController.readAll)
  .returnsNull('Mark all of them as read');
router
  .post(
    '/notifications/:id/read',
    Authentication.scope('notifications:write'),
    Validator.validate(NotificationRequest.show),
    NotificationController.read,
  )
  .returns(NotificationResource, 'Mark one of them as read')
  .errors(404);

export default router;
