import ApiKeyController from '../../controllers/auth/ApiKeyController.js';
import Authentication from '../../middlewares/Authentication.js';
import Validator from '../../middlewares/Validator.js';
import ApiKeyRequest from '../../requests/auth/ApiKeyRequest.js';
import ApiKeyResource from '../../resources/auth/ApiKeyResource.js';
import IssuedApiKeyResource from '../../resources/auth/IssuedApiKeyResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('API keys');

router
  .with(Authentication.handle)
  .get('/api-keys', ApiKeyController.index)
  .returnsMany(ApiKeyResource, 'List your API keys, newest first')
  .post('/api-keys', Validator.validate(ApiKeyRequest.store), ApiKeyController.store)
  .creates(IssuedApiKeyResource, 'Create an API key', 409)
  .delete('/api-keys/:id', Validator.validate(ApiKeyRequest.destroy), ApiKeyController.destroy)
  .returnsNull('Revoke an API key', 404);

export default router;
