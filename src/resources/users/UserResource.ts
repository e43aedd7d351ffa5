import { z } from 'zod';
import { resolvePublicUrl } from '../../drivers/storage/addresses.js';
import { PLANS, ROLES, STATUSES, type User } from '../../models/users/User.js';
import type { Row } from '../../lists/types.js';
import { fields, Resource } from '../Resource.js';

/** A user without secrets, as the cache has it. */
type Source = Omit<Row<User>, 'password' | 'twoFactorSecret'>;

class UserResource extends Resource<Source> {
  public readonly schema = z
    .object({
      id: fields.id,
      firstname: z.string().meta({ example: 'Ada' }),
      lastname: z.string().meta({ example: 'Lovelace' }),
      email: z.string().meta({ example: 'ada@example.com' }),
      emailVerifiedAt: fields.timestamp
        .nullable()
        .meta({ description: 'When the owner confirmed the address; null until then' }),
      role: z.enum(ROLES),
      status: z.enum(STATUSES),
      plan: z.enum(PLANS),
      avatar: z.url().nullable().meta({ description: 'The address of the picture', example: null }),
      avatarThumbnail: z.url().nullable().meta({ description: 'The address of its small square', example: null }),
      twoFactorEnabled: z.boolean().meta({ description: 'Whether a password alone does not open the account' }),
      lastLoginAt: fields.timestamp.nullable(),
      createdAt: fields.timestamp,
      updatedAt: fields.timestamp,
    })
    .meta({ id: 'User' });

  protected override readonly computed = {
    avatar: ({ avatar }: Source) => avatar && resolvePublicUrl(avatar),
    avatarThumbnail: ({ avatarThumbnail }: Source) => avatarThumbnail && resolvePublicUrl(avatarThumbnail),
    twoFactorEnabled: ({ twoFactorConfirmedAt }: Source) => Boolean(twoFactorConfirmedAt),
  };
}

export default new UserResource();
