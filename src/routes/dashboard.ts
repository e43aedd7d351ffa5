import DashboardController from '../controllers/DashboardController.js';
import Authentication from '../middlewares/Authentication.js';
import DashboardResource from '../resources/DashboardResource.js';
import { RouteTable } from './RouteTable.js';

const router = new RouteTable('Dashboard');

router
  .get('/dashboard', Authentication.handle, DashboardController.show)
  .returns(DashboardResource, 'Your own account at a glance');

export default router;
