import AnnouncementService from '../../services/blog/AnnouncementService.js';
import { Job, type JobContext } from '../Job.js';

/** Notifies the followers of an author or a tag about a new post. Idempotent. */
export class AnnouncePost extends Job<{ postId: number }> {
  public static readonly type = 'posts.announce';

  public async handle({ postId }: { postId: number }, { log, signal }: JobContext): Promise<void> {
    const notified = await AnnouncementService.announce(postId, signal);
    await log(`Told ${notified} followers`);
  }
}
