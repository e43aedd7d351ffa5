import AccountController from '../../controllers/users/AccountController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import AccountRequest from '../../requests/users/AccountRequest.js';
import UserResource from '../../resources/users/UserResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Account');

router
  .with(Authentication.scope('account:read'))
  .get('/me', AccountController.show)
  .returns(UserResource, 'Show your account')
  .get('/auth/me', AccountController.show)
  .returns(UserResource, 'Show your account');

router
  .with(Authentication.handle, Limiter.password, Validator.validate(AccountRequest.update))
  .patch('/me', AccountController.update)
  .returns(UserResource, 'Update your account', 404, 409);

export default router;
