import { z } from 'zod';
import PrivacyController from '../../controllers/privacy/PrivacyController.js';
import AuditContext from '../../middlewares/AuditContext.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import PrivacyRequest from '../../requests/privacy/PrivacyRequest.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Privacy');

const Export = z.looseObject({ exportedAt: z.iso.datetime(), user: z.looseObject({ id: z.int() }) });

router
  .with(Authentication.handle)
  // The export changes no data, but its audit entry needs the IP address of the request.
  .get('/me/export', Limiter.exports, AuditContext.handle, PrivacyController.export)
  .json(Export, 'Export your personal data')
  .delete('/me', Limiter.password, Validator.validate(PrivacyRequest.destroy), PrivacyController.destroy)
  .returnsNull('Delete your own account', 404, 409);

export default router;
