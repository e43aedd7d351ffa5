import AnnouncementService from '../../services/blog/AnnouncementService.js';
import { Job, type JobContext } from '../Job.js';

/** Tells those who follow the author or a tag of a new post; run twice, each is told once. */
export class AnnouncePost extends Job<{ postId: number }> {
  public static readonly type = 'posts.announce';

  public async handle({ postId }: { postId: number }, { log, signal }: JobContext): Promise<void> {
    const notified = await AnnouncementService.announce(postId, signal);
    await log(`Told ${notified} followers`);
  }
}
