import ApiKeyController from '../../controllers/auth/ApiKeyController.js';
import Authentication from '../../middlewares/Authentication.js';
import Validator from '../../middlewares/Validator.js';
import ApiKeyRequest from '../../requests/auth/ApiKeyRequest.js';
import ApiKeyResource from '../../resources/auth/ApiKeyResource.js';
import IssuedApiKeyResource from '../../resources/auth/IssuedApiKeyResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('API keys');

router
  .get('/api-keys', Authentication.handle, ApiKeyController.index)
  .returnsMany(ApiKeyResource, 'Your API keys, the newest first');
router
  .post('/api-keys', Authentication.handle, Validator.validate(ApiKeyRequest.store), ApiKeyController.store)
  .creates(IssuedApiKeyResource, 'Make an API key')
  .errors(409);
router
  .delete('/api-keys/:id', Authentication.handle, Validator.validate(ApiKeyRequest.destroy), ApiKeyController.destroy)
  .returnsNull('Revoke an API key')
  .errors(404);

export default router;
