import { mailConfig } from '../../config/mail.js';
import MailPreviewController from '../../controllers/operations/MailPreviewController.js';
import SecurityHeaders from '../../middlewares/SecurityHeaders.js';
import Validator from '../../middlewares/Validator.js';
import MailPreviewRequest from '../../requests/operations/MailPreviewRequest.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Development', '');

const { forMail, forMailPage } = SecurityHeaders;
const known = Validator.validate(MailPreviewRequest.show);

// Where mail is really sent, and in production, there are no such pages.
if (mailConfig.previews !== null) {
  router.get('/dev/mail', MailPreviewController.index).sendsPage('The messages that were not really sent');
  router
    .get('/dev/mail/:key', forMailPage, known, MailPreviewController.show)
    .sendsPage('One of these messages')
    .mayRefuse(404);
  router
    .get('/dev/mail/:key/html', forMail, known, MailPreviewController.html)
    .sendsPage('Its HTML alone')
    .mayRefuse(404);
}

export default router;
