import DashboardController from '../../controllers/operations/DashboardController.js';
import Authentication from '../../middlewares/Authentication.js';
import DashboardResource from '../../resources/operations/DashboardResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Dashboard');

router
  .get('/dashboard', Authentication.scope('account:read'), DashboardController.show)
  .returns(DashboardResource, 'Show your dashboard');

export default router;
