import AuditLogController from '../../controllers/operations/AuditLogController.js';
import QueueController from '../../controllers/operations/QueueController.js';
import Authentication from '../../middlewares/Authentication.js';
import Authorization from '../../middlewares/Authorization.js';
import Validator from '../../middlewares/Validator.js';
import AuditLogRequest from '../../requests/operations/AuditLogRequest.js';
import QueueRequest from '../../requests/operations/QueueRequest.js';
import AffectedJobsResource from '../../resources/operations/AffectedJobsResource.js';
import AuditLogResource from '../../resources/operations/AuditLogResource.js';
import QueueJobResource from '../../resources/operations/QueueJobResource.js';
import QueueResource from '../../resources/operations/QueueResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Administration');

const canView = [Authentication.scope('admin:read'), Authorization.can('administration', 'view')];
const canChange = [Authentication.scope('admin:write'), Authorization.can('administration', 'change')];

router
  .get('/admin/audit-logs', canView, Validator.validate(AuditLogRequest.index), AuditLogController.index)
  .lists(AuditLogResource, 'Who did what, and when');
router
  .get('/admin/queues', canView, QueueController.index)
  .returnsMany(QueueResource, 'How many jobs are in each queue');
router
  .get('/admin/queues/:queue/jobs', canView, Validator.validate(QueueRequest.jobs), QueueController.jobs)
  .lists(QueueJobResource, 'The jobs of a queue, the newest first');
router
  .delete('/admin/queues/:queue/jobs', canChange, Validator.validate(QueueRequest.clear), QueueController.clear)
  .returns(AffectedJobsResource, 'Remove the jobs of a state');
router
  .post('/admin/queues/:queue/jobs/:id/retry', canChange, Validator.validate(QueueRequest.retry), QueueController.retry)
  .returnsNull('Give a failed job all its attempts anew')
  .errors(404);
router
  .post('/admin/queues/:queue/retry', canChange, Validator.validate(QueueRequest.retryAll), QueueController.retryAll)
  .returns(AffectedJobsResource, 'Give every failed job of a queue all its attempts anew');

export default router;
