import AnnouncementService from '../../services/blog/AnnouncementService.js';
import { Job } from '../Job.js';
import { AnnouncePost } from './AnnouncePost.js';

/** Hands in the announcement of every post whose time has come, and of those whose announcement failed. */
export class AnnounceDuePosts extends Job<object> {
  public static readonly type = 'posts.announce-due';
  public static override readonly queue = 'maintenance';

  public async handle(): Promise<void> {
    for (const postId of await AnnouncementService.findDue()) {
      await AnnouncePost.dispatch({ postId }, { unique: String(postId) });
    }
  }
}
