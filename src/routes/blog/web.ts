import FeedController, { MEDIA_TYPES } from '../../controllers/blog/FeedController.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Feeds', '');

router.get('/blog/rss.xml', FeedController.rss).sendsDocument(MEDIA_TYPES.rss, 'The newest posts as RSS').revalidates();
router
  .get('/blog/atom.xml', FeedController.atom)
  .sendsDocument(MEDIA_TYPES.atom, 'The newest posts as Atom')
  .revalidates();
router
  .get('/sitemap.xml', FeedController.sitemap)
  .sendsDocument(MEDIA_TYPES.sitemap, 'The addresses of all posts')
  .revalidates();

export default router;
