import AuditLogController from '../../controllers/operations/AuditLogController.js';
import QueueController from '../../controllers/operations/QueueController.js';
import QueueDashboardLinkController from '../../controllers/operations/QueueDashboardLinkController.js';
import Authentication from '../../middlewares/Authentication.js';
import Authorization from '../../middlewares/Authorization.js';
import Validator from '../../middlewares/Validator.js';
import AuditLogRequest from '../../requests/operations/AuditLogRequest.js';
import QueueRequest from '../../requests/operations/QueueRequest.js';
import AffectedJobsResource from '../../resources/operations/AffectedJobsResource.js';
import AuditLogResource from '../../resources/operations/AuditLogResource.js';
import QueueDashboardLinkResource from '../../resources/operations/QueueDashboardLinkResource.js';
import QueueJobResource from '../../resources/operations/QueueJobResource.js';
import QueueResource from '../../resources/operations/QueueResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Administration');

router
  .with(Authentication.scope('admin:read'), Authorization.can('administration', 'view'))
  .get('/admin/audit-logs', Validator.validate(AuditLogRequest.index), AuditLogController.index)
  .lists(AuditLogResource, 'List the audit log')
  .get('/admin/queues', QueueController.index)
  .returnsMany(QueueResource, 'Count the jobs in each queue')
  .get('/admin/queues/:queue/jobs', Validator.validate(QueueRequest.jobs), QueueController.jobs)
  .lists(QueueJobResource, 'List the jobs of a queue, newest first');

router
  .with(Authentication.scope('admin:write'), Authorization.can('administration', 'change'))
  .delete('/admin/queues/:queue/jobs', Validator.validate(QueueRequest.clear), QueueController.clear)
  .returns(AffectedJobsResource, 'Remove the jobs in one state')
  .post('/admin/queues/:queue/jobs/:id/retry', Validator.validate(QueueRequest.retry), QueueController.retry)
  .returnsNull('Retry a failed job', 404)
  .post('/admin/queues/:queue/retry', Validator.validate(QueueRequest.retryAll), QueueController.retryAll)
  .returns(AffectedJobsResource, 'Retry all failed jobs of a queue');

router
  .with(Authentication.handle, Authorization.can('administration', 'view'))
  .post('/admin/queues/dashboard-link', QueueDashboardLinkController.store)
  .creates(QueueDashboardLinkResource, 'Create a one-time link to the queue dashboard', 404);

export default router;
