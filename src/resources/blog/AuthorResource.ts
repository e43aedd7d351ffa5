import { z } from 'zod';
import { resolvePublicUrl } from '../../drivers/storage/addresses.js';
import type { User } from '../../models/users/User.js';
import { fields, Resource } from '../Resource.js';

type Author = Pick<User, 'id' | 'firstname' | 'lastname' | 'avatar' | 'avatarThumbnail'>;

/** The public fields of an author, without the email address. */
class AuthorResource extends Resource<Author> {
  public readonly schema = z
    .object({
      id: fields.id,
      firstname: z.string().meta({ example: 'Ada' }),
      lastname: z.string().meta({ example: 'Lovelace' }),
      avatar: z.url().nullable().meta({ example: null }),
      avatarThumbnail: z.url().nullable().meta({ example: null }),
    })
    .meta({ id: 'Author' });

  protected override readonly computed = {
    avatar: ({ avatar }: Author) => avatar && resolvePublicUrl(avatar),
    avatarThumbnail: ({ avatarThumbnail }: Author) => avatarThumbnail && resolvePublicUrl(avatarThumbnail),
  };
}

export default new AuthorResource();
