import PageController from '../../controllers/operations/PageController.js';
import SystemController from '../../controllers/operations/SystemController.js';
import MetricsAuth from '../../middlewares/MetricsAuth.js';
import { health, live, readiness, status } from '../../resources/operations/statusSchemas.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('System', '');

router.get('/', PageController.welcome).html('Show the welcome page');

// Emails link to these pages unless a front end is configured.
router
  .get('/verify-email', PageController.verifyEmail)
  .html('Show the page that confirms an email address')
  .get('/reset-password', PageController.resetPassword)
  .html('Show the page that resets a password');

router
  .get('/status', SystemController.status)
  .json(status, 'Check that the server is up')
  .get('/health', SystemController.health)
  .json(health, 'Show health and uptime')
  .get('/health/live', SystemController.live)
  .json(live, 'Check that the process is alive')
  .get('/health/ready', SystemController.ready)
  .json(readiness, 'Check that requests can be served', 503)
  .get('/metrics', MetricsAuth.handle, SystemController.metrics)
  .text('Export the metrics for Prometheus');

export default router;
