import { z } from 'zod';
import type { IssuedApiKey } from '../../services/auth/ApiKeyService.js';
import { Resource } from '../Resource.js';
import ApiKeyResource from './ApiKeyResource.js';

/** A new key, shown in full only this once. */
class IssuedApiKeyResource extends Resource<IssuedApiKey> {
  public readonly schema = ApiKeyResource.schema
    .extend({ key: z.string().meta({ description: 'Shown only this once. Send it as a bearer token' }) })
    .meta({ id: 'IssuedApiKey' });

  public override one({ apiKey, key }: IssuedApiKey): Record<string, unknown> {
    return { ...ApiKeyResource.one(apiKey), key };
  }
}

export default new IssuedApiKeyResource();
