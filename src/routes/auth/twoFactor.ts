import AuthController from '../../controllers/auth/AuthController.js';
import TwoFactorController from '../../controllers/auth/TwoFactorController.js';
import Authentication from '../../middlewares/Authentication.js';
import Authorization from '../../middlewares/Authorization.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import TwoFactorRequest from '../../requests/auth/TwoFactorRequest.js';
import RecoveryCodesResource from '../../resources/auth/RecoveryCodesResource.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import TwoFactorSetupResource from '../../resources/auth/TwoFactorSetupResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Two-factor authentication');

const users = [Authentication.handle, Limiter.password];
const admins = [Authentication.handle, Authorization.roles('admin')];

router
  .post('/auth/two-factor', users, Validator.validate(TwoFactorRequest.start), TwoFactorController.start)
  .creates(TwoFactorSetupResource, 'Get a secret for your authenticator app')
  .errors(409);
router
  .post('/auth/two-factor/confirm', users, Validator.validate(TwoFactorRequest.confirm), TwoFactorController.confirm)
  .returns(RecoveryCodesResource, 'Turn it on with a first code, and get your recovery codes')
  .errors(401, 404, 409);
router
  .delete('/auth/two-factor', users, Validator.validate(TwoFactorRequest.disable), TwoFactorController.disable)
  .returnsNull('Turn it off')
  .errors(401, 404, 409);
router
  .post(
    '/auth/two-factor/recovery-codes',
    users,
    Validator.validate(TwoFactorRequest.renewRecoveryCodes),
    TwoFactorController.renewRecoveryCodes,
  )
  .returns(RecoveryCodesResource, 'Get new recovery codes in place of the older ones')
  .errors(401, 404, 409);
router
  .post('/auth/two-factor/challenge', Validator.validate(TwoFactorRequest.challenge), AuthController.answerChallenge)
  .returns(IssuedTokensResource, 'Complete a login with a code')
  .errors(401, 403);
router
  .delete('/users/:id/two-factor', admins, Validator.validate(TwoFactorRequest.reset), TwoFactorController.reset)
  .returnsNull('Turn it off for a user who has lost app and recovery codes')
  .errors(403, 404, 409);

export default router;
