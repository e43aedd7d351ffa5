import FeedController, { MEDIA_TYPES } from '../../controllers/blog/FeedController.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Feeds', '');

router
  .get('/blog/rss.xml', FeedController.rss)
  .document(MEDIA_TYPES.rss, 'The newest posts as RSS')
  .supportsConditionalGet();
router
  .get('/blog/atom.xml', FeedController.atom)
  .document(MEDIA_TYPES.atom, 'The newest posts as Atom')
  .supportsConditionalGet();
router
  .get('/sitemap.xml', FeedController.sitemap)
  .document(MEDIA_TYPES.sitemap, 'The addresses of all posts')
  .supportsConditionalGet();

export default router;
