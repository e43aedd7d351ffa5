import FeedController, { MEDIA_TYPES } from '../../controllers/blog/FeedController.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Feeds', '');

router
  .get('/blog/rss.xml', FeedController.rss)
  .document(MEDIA_TYPES.rss, 'List the newest posts as RSS', 304)
  .get('/blog/atom.xml', FeedController.atom)
  .document(MEDIA_TYPES.atom, 'List the newest posts as Atom', 304)
  .get('/sitemap.xml', FeedController.sitemap)
  .document(MEDIA_TYPES.sitemap, 'List the URLs of all posts', 304);

export default router;
