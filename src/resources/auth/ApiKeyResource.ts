import { z } from 'zod';
import type { ApiKey } from '../../models/auth/ApiKey.js';
import { fields, Resource } from '../Resource.js';

class ApiKeyResource extends Resource<ApiKey> {
  public readonly schema = z
    .object({
      id: fields.id,
      name: z.string().meta({ example: 'Nightly export' }),
      prefix: z.string().meta({ description: 'The first characters of the key', example: 'lum_1_b7Qk0yZa' }),
      scopes: z.array(z.string()).meta({ example: ['users:read'] }),
      expiresAt: fields.timestamp.nullable(),
      lastUsedAt: fields.timestamp.nullable().meta({ description: 'Accurate to the minute' }),
      createdAt: fields.timestamp,
    })
    .meta({ id: 'ApiKey' });

  protected override readonly computed = { scopes: (apiKey: ApiKey) => apiKey.scopeList() };
}

export default new ApiKeyResource();
