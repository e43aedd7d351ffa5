import OAuthController from '../../controllers/oauth/OAuthController.js';
import Authentication from '../../middlewares/Authentication.js';
import AuditContext from '../../middlewares/AuditContext.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import OAuthRequest from '../../requests/oauth/OAuthRequest.js';
import OAuthAccountResource from '../../resources/oauth/OAuthAccountResource.js';
import RedirectResource from '../../resources/oauth/RedirectResource.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Login with other providers');

router
  .get('/auth/oauth/accounts', Authentication.handle, OAuthController.index)
  .returnsMany(OAuthAccountResource, 'The accounts with which you can log in');
router
  .post('/auth/oauth/accounts', Authentication.handle, Validator.validate(OAuthRequest.link), OAuthController.link)
  .creates(OAuthAccountResource, 'Finish linking an account')
  .errors(409);
router
  .post('/auth/oauth/exchange', Limiter.oauth, Validator.validate(OAuthRequest.exchange), OAuthController.exchange)
  .returns(SignInResource, 'Exchange the code of a login for tokens')
  .errors(401, 403);
router
  .get('/auth/oauth/:provider', Limiter.oauth, Validator.validate(OAuthRequest.begin), OAuthController.begin)
  .redirects('Log in with a provider')
  .errors(404);
router
  .get(
    '/auth/oauth/:provider/callback',
    Limiter.oauth,
    Validator.validate(OAuthRequest.callback),
    AuditContext.handle,
    OAuthController.callback,
  )
  .redirects('Where the provider sends the browser back to')
  .errors(404);
router
  .post(
    '/auth/oauth/:provider/link',
    Authentication.handle,
    Limiter.oauth,
    Validator.validate(OAuthRequest.beginLink),
    OAuthController.beginLink,
  )
  .returns(RedirectResource, 'Begin to link an account')
  .errors(404);
router
  .delete(
    '/auth/oauth/:provider',
    Authentication.handle,
    Validator.validate(OAuthRequest.unlink),
    OAuthController.unlink,
  )
  .returnsNull('Unlink an account')
  .errors(404, 409);

export default router;
