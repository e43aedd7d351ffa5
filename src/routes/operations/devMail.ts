import { mailConfig } from '../../config/mail.js';
import MailPreviewController from '../../controllers/operations/MailPreviewController.js';
import SecurityHeaders from '../../middlewares/SecurityHeaders.js';
import Validator from '../../middlewares/Validator.js';
import MailPreviewRequest from '../../requests/operations/MailPreviewRequest.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Development', '');

const { forMail, forMailPage } = SecurityHeaders;
const validateKey = Validator.validate(MailPreviewRequest.show);

// Where mail is really sent, and in production, there are no such pages.
if (mailConfig.previewsDirectory !== null) {
  router.get('/dev/mail', MailPreviewController.index).html('The messages that were not really sent');
  router
    .get('/dev/mail/:key', forMailPage, validateKey, MailPreviewController.show)
    .html('One of these messages')
    .errors(404);
  router
    .get('/dev/mail/:key/html', forMail, validateKey, MailPreviewController.html)
    .html('Its HTML alone')
    .errors(404);
}

export default router;
