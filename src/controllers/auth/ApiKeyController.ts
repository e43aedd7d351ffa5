import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import ApiKeyRequest from '../../requests/auth/ApiKeyRequest.js';
import ApiKeyResource from '../../resources/auth/ApiKeyResource.js';
import IssuedApiKeyResource from '../../resources/auth/IssuedApiKeyResource.js';
import ApiKeyService from '../../services/auth/ApiKeyService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class ApiKeyController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const apiKeys = await ApiKeyService.list(currentUser(req));
    ApiResponse.ok(res, ApiKeyResource.many(apiKeys), 'Your API keys');
  }

  public async store(req: Request, res: Response): Promise<void> {
    const { body } = ApiKeyRequest.store.of(req);
    const issued = await ApiKeyService.create(currentUser(req), body);
    ApiResponse.created(res, IssuedApiKeyResource.one(issued), 'API key created successfully');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    await ApiKeyService.revoke(currentUser(req), ApiKeyRequest.destroy.of(req).params.id);
    ApiResponse.ok(res, null, 'API key revoked');
  }
}

export default new ApiKeyController();
