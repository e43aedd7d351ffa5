import { z } from 'zod';
import { resolvePublicUrl } from '../../drivers/storage/addresses.js';
import type { Row } from '../../lists/types.js';
import { PLANS, ROLES, STATUSES, type User } from '../../models/users/User.js';
import { fields, Resource } from '../Resource.js';

/** A user without secrets, as cached. */
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
        .meta({ description: 'The time at which the owner confirmed the address' }),
      role: z.enum(ROLES),
      status: z.enum(STATUSES),
      plan: z.enum(PLANS),
      avatar: z.url().nullable().meta({ description: 'The URL of the picture', example: null }),
      avatarThumbnail: z.url().nullable().meta({ description: 'The URL of the square thumbnail', example: null }),
      twoFactorEnabled: z.boolean().meta({ description: 'True if a login needs a second factor' }),
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
