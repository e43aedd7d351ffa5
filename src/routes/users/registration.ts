import { authConfig } from '../../config/auth.js';
import EmailVerificationController from '../../controllers/users/EmailVerificationController.js';
import RegistrationController from '../../controllers/users/RegistrationController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import EmailVerificationRequest from '../../requests/users/EmailVerificationRequest.js';
import RegistrationRequest from '../../requests/users/RegistrationRequest.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import UserResource from '../../resources/users/UserResource.js';
import { nullable } from '../nullable.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Registration');

const { isRequired } = authConfig.emailVerification;
// Registration returns no tokens if users must verify their address first.
const register = isRequired ? RegistrationController.storeUnverified : RegistrationController.store;
const tokens = isRequired ? nullable(IssuedTokensResource) : IssuedTokensResource;

router
  .with(Limiter.auth, Validator.validate(RegistrationRequest.store), Limiter.register)
  .post('/auth/register', register)
  .creates(tokens, 'Create an account', 409)
  .post('/auth/signup', register)
  .creates(tokens, 'Create an account', 409);

router
  .post('/auth/verify-email', Validator.validate(EmailVerificationRequest.verify), EmailVerificationController.verify)
  .returns(UserResource, 'Confirm an email address with the token from the email', 401, 409);

router
  .with(Authentication.optional, Limiter.verification, Validator.validate(EmailVerificationRequest.resend))
  .post('/auth/resend-verification', EmailVerificationController.resend)
  .returnsNull('Request another email to confirm an address');

export default router;
