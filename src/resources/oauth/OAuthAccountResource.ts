import { z } from 'zod';
import type { OAuthAccount } from '../../models/oauth/OAuthAccount.js';
import { fields, Resource } from '../Resource.js';

class OAuthAccountResource extends Resource<OAuthAccount> {
  public readonly schema = z
    .object({
      provider: z.string().meta({ example: 'google' }),
      email: z
        .string()
        .nullable()
        .meta({ description: 'As last reported by the provider', example: 'ada@example.com' }),
      createdAt: fields.timestamp,
    })
    .meta({ id: 'OAuthAccount' });
}

export default new OAuthAccountResource();
