import PasswordController from '../../controllers/auth/PasswordController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import PasswordRequest from '../../requests/auth/PasswordRequest.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Passwords');

router
  .with(Authentication.handle, Limiter.password)
  .post('/auth/change-password', Validator.validate(PasswordRequest.change), PasswordController.change)
  .returnsNull('Change your password, and log your other devices out');

router
  .post(
    '/auth/forgot-password',
    Limiter.recovery,
    Validator.validate(PasswordRequest.forgot),
    PasswordController.forgot,
  )
  .returnsNull('Request an email to reset your password')
  .post('/auth/reset-password', Validator.validate(PasswordRequest.reset), PasswordController.reset)
  .returnsNull('Reset your password with the token from the email', 401);

export default router;
