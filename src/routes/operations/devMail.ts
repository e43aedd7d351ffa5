import { mailConfig } from '../../config/mail.js';
import MailPreviewController from '../../controllers/operations/MailPreviewController.js';
import SecurityHeaders from '../../middlewares/SecurityHeaders.js';
import Validator from '../../middlewares/Validator.js';
import MailPreviewRequest from '../../requests/operations/MailPreviewRequest.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Development', '');

const { forMail, forMailPage } = SecurityHeaders;
const validateKey = Validator.validate(MailPreviewRequest.show);

// Development-only pages: they do not exist where mail is really sent.
if (mailConfig.previewsDirectory !== null) {
  router
    .get('/dev/mail', MailPreviewController.index)
    .html('List the mails that the log driver kept')
    .get('/dev/mail/:key', forMailPage, validateKey, MailPreviewController.show)
    .html('Show a mail', 404)
    .get('/dev/mail/:key/html', forMail, validateKey, MailPreviewController.html)
    .html('Show the HTML of a mail', 404);
}

export default router;
