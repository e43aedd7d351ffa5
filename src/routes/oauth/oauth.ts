import OAuthController from '../../controllers/oauth/OAuthController.js';
import Authentication from '../../middlewares/Authentication.js';
import ChangeContext from '../../middlewares/AuditContext.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import OAuthRequest from '../../requests/oauth/OAuthRequest.js';
import OAuthAccountResource from '../../resources/oauth/OAuthAccountResource.js';
import RedirectResource from '../../resources/oauth/RedirectResource.js';
import AdmissionResource from '../../resources/auth/SignInResultResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Login with other providers');

router
  .get('/auth/oauth/accounts', Authentication.handle, OAuthController.index)
  .returnsMany(OAuthAccountResource, 'The accounts with which you can log in');
router
  .post('/auth/oauth/accounts', Authentication.handle, Validator.validate(OAuthRequest.link), OAuthController.link)
  .creates(OAuthAccountResource, 'Finish linking an account')
  .mayRefuse(409);
router
  .post('/auth/oauth/exchange', Limiter.oauth, Validator.validate(OAuthRequest.exchange), OAuthController.exchange)
  .returns(AdmissionResource, 'Exchange the code of a login for tokens')
  .mayRefuse(401, 403);
router
  .get('/auth/oauth/:provider', Limiter.oauth, Validator.validate(OAuthRequest.begin), OAuthController.begin)
  .redirects('Log in with a provider')
  .mayRefuse(404);
router
  .get(
    '/auth/oauth/:provider/callback',
    Limiter.oauth,
    Validator.validate(OAuthRequest.callback),
    ChangeContext.handle,
    OAuthController.callback,
  )
  .redirects('Where the provider sends the browser back to')
  .mayRefuse(404);
router
  .post(
    '/auth/oauth/:provider/link',
    Authentication.handle,
    Limiter.oauth,
    Validator.validate(OAuthRequest.beginLink),
    OAuthController.beginLink,
  )
  .returns(RedirectResource, 'Begin to link an account')
  .mayRefuse(404);
router
  .delete(
    '/auth/oauth/:provider',
    Authentication.handle,
    Validator.validate(OAuthRequest.unlink),
    OAuthController.unlink,
  )
  .returnsNothing('Unlink an account')
  .mayRefuse(404, 409);

export default router;
