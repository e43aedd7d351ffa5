import AnnouncementService from '../../services/blog/AnnouncementService.js';
import { Job } from '../Job.js';
import { AnnouncePost } from './AnnouncePost.js';

/** Enqueues the announcements of scheduled posts that are due, and of posts whose announcement failed. */
export class AnnounceDuePosts extends Job<object> {
  public static readonly type = 'posts.announce-due';
  public static override readonly queue = 'maintenance';

  public async handle(): Promise<void> {
    for (const postId of await AnnouncementService.findDue()) {
      await AnnouncePost.dispatch({ postId }, { unique: String(postId) });
    }
  }
}
