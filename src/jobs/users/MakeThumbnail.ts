import ThumbnailService from '../../services/users/ThumbnailService.js';
import { Job } from '../Job.js';

interface Payload {
  userId: number;
  /** The avatar's path. The job does nothing if the user has another avatar by then. */
  path: string;
}

/** Makes the thumbnail of a user's avatar. */
export class MakeThumbnail extends Job<Payload> {
  public static readonly type = 'avatars.make-thumbnail';
  public static override readonly queue = 'media';

  public async handle({ userId, path }: Payload): Promise<void> {
    await ThumbnailService.create(userId, path);
  }
}
