import { authConfig } from '../../config/auth.js';
import AuthController from '../../controllers/auth/AuthController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import AuthRequest from '../../requests/auth/AuthRequest.js';
import UserRequest from '../../requests/users/UserRequest.js';
import AdmissionResource from '../../resources/auth/SignInResultResource.js';
import SessionResource from '../../resources/auth/SessionResource.js';
import SignedInResource from '../../resources/auth/IssuedTokensResource.js';
import UserResource from '../../resources/users/UserResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Authentication');

const { isRequired } = authConfig.emailVerification;
// Whoever must confirm an address first is not signed in by registering.
const register = isRequired ? AuthController.requestAccount : AuthController.register;
const attempts = [Limiter.auth, Limiter.address, Limiter.account];

router
  .post('/login', attempts, Validator.validate(AuthRequest.login), AuthController.createSession)
  .creates(AdmissionResource, 'Log in')
  .mayRefuse(401, 403);
router
  .post('/auth/login', attempts, Validator.validate(AuthRequest.login), AuthController.login)
  .returns(AdmissionResource, 'Log in')
  .mayRefuse(401, 403);
router
  .post('/auth/register', Limiter.auth, Validator.validate(AuthRequest.register), Limiter.register, register)
  .creates(SignedInResource, 'Create an account')
  .orNothing(isRequired)
  .mayRefuse(409);
router
  .post('/auth/signup', Limiter.auth, Validator.validate(AuthRequest.register), Limiter.register, register)
  .creates(SignedInResource, 'Create an account')
  .orNothing(isRequired)
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
  .post(
    '/auth/change-password',
    Authentication.handle,
    Limiter.password,
    Validator.validate(AuthRequest.changePassword),
    AuthController.changePassword,
  )
  .returnsNothing('Change your password, and sign your other devices out');
router
  .post(
    '/auth/forgot-password',
    Limiter.recovery,
    Validator.validate(AuthRequest.forgotPassword),
    AuthController.forgotPassword,
  )
  .returnsNothing('Ask for a mail with which to choose a new password');
router
  .post('/auth/reset-password', Validator.validate(AuthRequest.resetPassword), AuthController.resetPassword)
  .returnsNothing('Choose a new password with the token from the mail')
  .mayRefuse(401);
router
  .post('/auth/verify-email', Validator.validate(AuthRequest.verifyEmail), AuthController.verifyEmail)
  .returns(UserResource, 'Confirm an e-mail address with the token from the mail')
  .mayRefuse(401, 409);
router
  .post(
    '/auth/resend-verification',
    Authentication.optional,
    Limiter.verification,
    Validator.validate(AuthRequest.resendVerification),
    AuthController.resendVerification,
  )
  .returnsNothing('Ask for the mail again that confirms an e-mail address');

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
