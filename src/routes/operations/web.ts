import PageController from '../../controllers/operations/PageController.js';
import SystemController from '../../controllers/operations/SystemController.js';
import MetricsAuth from '../../middlewares/MetricsAuth.js';
import { health, live, readiness, status } from '../../resources/operations/statusSchemas.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('System', '');

router.get('/', PageController.welcome).html('Welcome page');
// Where mails lead to that have no front end of their own to lead to.
router.get('/verify-email', PageController.verifyEmail).html('Page that confirms an address');
router.get('/reset-password', PageController.resetPassword).html('Page that replaces a forgotten password');
router.get('/status', SystemController.status).json(status, 'Whether the server is up');
router.get('/health', SystemController.health).json(health, 'Whether the service is well, and for how long');
router.get('/health/live', SystemController.live).json(live, 'Whether the process runs');
router.get('/health/ready', SystemController.ready).json(readiness, 'Whether requests can be served', 503);
router.get('/metrics', MetricsAuth.handle, SystemController.metrics).text('What is measured, for Prometheus');

export default router;
