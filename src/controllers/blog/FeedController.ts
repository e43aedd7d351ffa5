import type { Request, Response } from 'express';
import { sendConditional } from '../../http/sendConditional.js';
import FeedService from '../../services/blog/FeedService.js';
import { Controller } from '../Controller.js';

export const MEDIA_TYPES = { rss: 'application/rss+xml', atom: 'application/atom+xml', sitemap: 'application/xml' };

/** Conditional GET by ETag only: an unpublished post takes its date along, so If-Modified-Since misses the change. */
function sendFeed(res: Response, type: string, text: string): void {
  sendConditional(res, text, type);
}

class FeedController extends Controller {
  public async rss(_req: Request, res: Response): Promise<void> {
    sendFeed(res, MEDIA_TYPES.rss, await FeedService.rss());
  }

  public async atom(_req: Request, res: Response): Promise<void> {
    sendFeed(res, MEDIA_TYPES.atom, await FeedService.atom());
  }

  public async sitemap(_req: Request, res: Response): Promise<void> {
    sendFeed(res, MEDIA_TYPES.sitemap, await FeedService.sitemap());
  }
}

export default new FeedController();
