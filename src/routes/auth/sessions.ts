import SessionController from '../../controllers/auth/SessionController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import SessionRequest from '../../requests/auth/SessionRequest.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import SessionResource from '../../resources/auth/SessionResource.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Sessions');

router
  .with(Limiter.auth, Limiter.ip, Limiter.account, Validator.validate(SessionRequest.store))
  .post('/login', SessionController.store)
  .creates(SignInResource, 'Log in', 401, 403)
  .post('/auth/login', SessionController.login)
  .returns(SignInResource, 'Log in', 401, 403);

router
  .post('/auth/refresh', Limiter.refresh, Validator.validate(SessionRequest.refresh), SessionController.refresh)
  .returns(IssuedTokensResource, 'Exchange a refresh token for new tokens', 401, 403);

router
  .with(Authentication.handle)
  .post('/auth/logout', SessionController.logout)
  .returnsNull('Log out')
  .post('/auth/logout-all', SessionController.logoutAll)
  .returnsNull('Log out everywhere')
  .get('/auth/sessions', SessionController.index)
  .returnsMany(SessionResource, 'List the devices on which you are logged in')
  .delete('/auth/sessions/:id', Validator.validate(SessionRequest.show), SessionController.destroy)
  .returnsNull('Log a device out', 404);

export default router;
