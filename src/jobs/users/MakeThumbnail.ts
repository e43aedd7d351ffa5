import ThumbnailService from '../../services/users/ThumbnailService.js';
import { Job } from '../Job.js';

interface Payload {
  userId: number;
  /** The avatar's path; if the user has another one by then, there is nothing to do. */
  path: string;
}

/** Makes the small picture of a user's avatar. */
export class MakeThumbnail extends Job<Payload> {
  public static readonly type = 'avatars.make-thumbnail';
  public static override readonly queue = 'media';

  public async handle({ userId, path }: Payload): Promise<void> {
    await ThumbnailService.create(userId, path);
  }
}
