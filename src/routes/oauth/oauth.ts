import OAuthAccountController from '../../controllers/oauth/OAuthAccountController.js';
import OAuthController from '../../controllers/oauth/OAuthController.js';
import AuditContext from '../../middlewares/AuditContext.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import OAuthRequest from '../../requests/oauth/OAuthRequest.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import OAuthAccountResource from '../../resources/oauth/OAuthAccountResource.js';
import RedirectResource from '../../resources/oauth/RedirectResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Login with other providers');

const users = router.with(Authentication.handle);
const { validate } = Validator;

users
  .get('/auth/oauth/accounts', OAuthAccountController.index)
  .returnsMany(OAuthAccountResource, 'List the linked accounts with which you can log in')
  .post('/auth/oauth/accounts', validate(OAuthRequest.link), OAuthAccountController.store)
  .creates(OAuthAccountResource, 'Finish linking an account', 409);

router
  .with(Limiter.oauth)
  .post('/auth/oauth/exchange', validate(OAuthRequest.exchange), OAuthController.exchange)
  .returns(SignInResource, 'Exchange the code of a login for tokens', 401, 403)
  .get('/auth/oauth/:provider', validate(OAuthRequest.begin), OAuthController.begin)
  .redirects('Log in with a provider', 404)
  // Unlike other GET routes it changes data, so the audit log needs a context.
  .get('/auth/oauth/:provider/callback', validate(OAuthRequest.callback), AuditContext.handle, OAuthController.callback)
  .redirects("Handle the provider's redirect", 404);

users
  .post('/auth/oauth/:provider/link', Limiter.oauth, validate(OAuthRequest.beginLink), OAuthAccountController.begin)
  .returns(RedirectResource, 'Start linking an account', 404)
  .delete('/auth/oauth/:provider', validate(OAuthRequest.unlink), OAuthAccountController.destroy)
  .returnsNull('Unlink an account', 404, 409);

export default router;
