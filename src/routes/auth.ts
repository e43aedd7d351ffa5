import AuthController from '../controllers/AuthController.js';
import Authentication from '../middlewares/Authentication.js';
import Limiter from '../middlewares/Limiter.js';
import Validator from '../middlewares/Validator.js';
import AuthRequest from '../requests/AuthRequest.js';
import UserRequest from '../requests/UserRequest.js';
import SessionResource from '../resources/SessionResource.js';
import SignedInResource from '../resources/SignedInResource.js';
import UserResource from '../resources/UserResource.js';
import { RouteTable } from './RouteTable.js';

const router = new RouteTable('Authentication');

router
  .post('/login', Limiter.auth, Validator.validate(AuthRequest.login), AuthController.createSession)
  .creates(SignedInResource, 'Log in')
  .mayRefuse(401, 403);
router
  .post('/auth/login', Limiter.auth, Validator.validate(AuthRequest.login), AuthController.login)
  .returns(SignedInResource, 'Log in')
  .mayRefuse(401, 403);
router
  .post(
    '/auth/register',
    Limiter.auth,
    Validator.validate(AuthRequest.register),
    Limiter.register,
    AuthController.register,
  )
  .creates(SignedInResource, 'Create an account')
  .mayRefuse(409);
router
  .post(
    '/auth/signup',
    Limiter.auth,
    Validator.validate(AuthRequest.register),
    Limiter.register,
    AuthController.register,
  )
  .creates(SignedInResource, 'Create an account')
  .mayRefuse(409);
router
  .post('/auth/refresh', Limiter.refresh, Validator.validate(AuthRequest.refresh), AuthController.refresh)
  .returns(SignedInResource, 'Exchange a refresh token for new tokens')
  .mayRefuse(401, 403);
router.post('/auth/logout', Authentication.handle, AuthController.logout).returnsNothing('Log out');
router.post('/auth/logout-all', Authentication.handle, AuthController.logoutAll).returnsNothing('Log out everywhere');

router.get('/me', Authentication.scope('account:read'), AuthController.me).returns(UserResource, 'The signed-in user');
router
  .get('/auth/me', Authentication.scope('account:read'), AuthController.me)
  .returns(UserResource, 'The signed-in user');
router
  .patch(
    '/me',
    Authentication.handle,
    Limiter.password,
    Validator.validate(UserRequest.updateOwn),
    AuthController.updateMe,
  )
  .returns(UserResource, 'Change your own account')
  .mayRefuse(404, 409);

router
  .get('/auth/sessions', Authentication.handle, AuthController.sessions)
  .returnsMany(SessionResource, 'The devices on which you are signed in');
router
  .delete(
    '/auth/sessions/:id',
    Authentication.handle,
    Validator.validate(AuthRequest.session),
    AuthController.endSession,
  )
  .returnsNothing('Sign a device out')
  .mayRefuse(404);

export default router;
