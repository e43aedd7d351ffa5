import { authConfig } from '../../config/auth.js';
import AuthController from '../../controllers/auth/AuthController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import AuthRequest from '../../requests/auth/AuthRequest.js';
import UserRequest from '../../requests/users/UserRequest.js';
import SignInResource from '../../resources/auth/SignInResultResource.js';
import SessionResource from '../../resources/auth/SessionResource.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import UserResource from '../../resources/users/UserResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Authentication');

const { isRequired } = authConfig.emailVerification;
// Whoever must confirm an address first is not signed in by registering.
const register = isRequired ? AuthController.requestAccount : AuthController.register;
const attempts = [Limiter.auth, Limiter.ip, Limiter.account];

router
  .post('/login', attempts, Validator.validate(AuthRequest.login), AuthController.createSession)
  .creates(SignInResource, 'Log in')
  .errors(401, 403);
router
  .post('/auth/login', attempts, Validator.validate(AuthRequest.login), AuthController.login)
  .returns(SignInResource, 'Log in')
  .errors(401, 403);
router
  .post('/auth/register', Limiter.auth, Validator.validate(AuthRequest.register), Limiter.register, register)
  .creates(IssuedTokensResource, 'Create an account')
  .nullable(isRequired)
  .errors(409);
router
  .post('/auth/signup', Limiter.auth, Validator.validate(AuthRequest.register), Limiter.register, register)
  .creates(IssuedTokensResource, 'Create an account')
  .nullable(isRequired)
  .errors(409);
router
  .post('/auth/refresh', Limiter.refresh, Validator.validate(AuthRequest.refresh), AuthController.refresh)
  .returns(IssuedTokensResource, 'Exchange a refresh token for new tokens')
  .errors(401, 403);
router.post('/auth/logout', Authentication.handle, AuthController.logout).returnsNull('Log out');
router.post('/auth/logout-all', Authentication.handle, AuthController.logoutAll).returnsNull('Log out everywhere');

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
  .errors(404, 409);

router
  .post(
    '/auth/change-password',
    Authentication.handle,
    Limiter.password,
    Validator.validate(AuthRequest.changePassword),
    AuthController.changePassword,
  )
  .returnsNull('Change your password, and sign your other devices out');
router
  .post(
    '/auth/forgot-password',
    Limiter.recovery,
    Validator.validate(AuthRequest.forgotPassword),
    AuthController.forgotPassword,
  )
  .returnsNull('Ask for a mail with which to choose a new password');
router
  .post('/auth/reset-password', Validator.validate(AuthRequest.resetPassword), AuthController.resetPassword)
  .returnsNull('Choose a new password with the token from the mail')
  .errors(401);
router
  .post('/auth/verify-email', Validator.validate(AuthRequest.verifyEmail), AuthController.verifyEmail)
  .returns(UserResource, 'Confirm an e-mail address with the token from the mail')
  .errors(401, 409);
router
  .post(
    '/auth/resend-verification',
    Authentication.optional,
    Limiter.verification,
    Validator.validate(AuthRequest.resendVerification),
    AuthController.resendVerification,
  )
  .returnsNull('Ask for the mail again that confirms an e-mail address');

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
  .returnsNull('Sign a device out')
  .errors(404);

export default router;
