import { z } from 'zod';
import PrivacyController from '../../controllers/privacy/PrivacyController.js';
import Authentication from '../../middlewares/Authentication.js';
import AuditContext from '../../middlewares/AuditContext.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import PrivacyRequest from '../../requests/privacy/PrivacyRequest.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Privacy');

const Export = z.looseObject({ exportedAt: z.iso.datetime(), user: z.looseObject({ id: z.int() }) });

router
  // It changes nothing, but the audit says from where it was asked for.
  .get('/me/export', Authentication.handle, Limiter.exports, AuditContext.handle, PrivacyController.export)
  .json(Export, 'Download all that is known of you');
router
  .delete(
    '/me',
    Authentication.handle,
    Limiter.password,
    Validator.validate(PrivacyRequest.destroy),
    PrivacyController.destroy,
  )
  .returnsNull('Delete your own account')
  .errors(404, 409);

export default router;
