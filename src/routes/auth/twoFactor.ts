import TwoFactorChallengeController from '../../controllers/auth/TwoFactorChallengeController.js';
import TwoFactorController from '../../controllers/auth/TwoFactorController.js';
import Authentication from '../../middlewares/Authentication.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import TwoFactorRequest from '../../requests/auth/TwoFactorRequest.js';
import IssuedTokensResource from '../../resources/auth/IssuedTokensResource.js';
import RecoveryCodesResource from '../../resources/auth/RecoveryCodesResource.js';
import TwoFactorSetupResource from '../../resources/auth/TwoFactorSetupResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Two-factor authentication');

const reauthenticate = Validator.validate(TwoFactorRequest.reauthenticate);

router
  .with(Authentication.handle, Limiter.password)
  .post('/auth/two-factor', Validator.validate(TwoFactorRequest.store), TwoFactorController.store)
  .creates(TwoFactorSetupResource, 'Create a secret for your authenticator app', 409)
  .post('/auth/two-factor/confirm', Validator.validate(TwoFactorRequest.confirm), TwoFactorController.confirm)
  .returns(RecoveryCodesResource, 'Turn on two-factor authentication with a first code', 401, 404, 409)
  .delete('/auth/two-factor', reauthenticate, TwoFactorController.destroy)
  .returnsNull('Turn off two-factor authentication', 401, 404, 409)
  .post('/auth/two-factor/recovery-codes', reauthenticate, TwoFactorController.renewRecoveryCodes)
  .returns(RecoveryCodesResource, 'Replace your recovery codes', 401, 404, 409);

router
  .post(
    '/auth/two-factor/challenge',
    Validator.validate(TwoFactorRequest.challenge),
    TwoFactorChallengeController.answer,
  )
  .returns(IssuedTokensResource, 'Complete a login with a code', 401, 403);

export default router;
