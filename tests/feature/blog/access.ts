import CommentFactory from '../../../src/database/factories/blog/CommentFactory.js';
import PostFactory from '../../../src/database/factories/blog/PostFactory.js';
import TagFactory from '../../../src/database/factories/blog/TagFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import type { User } from '../../../src/models/users/User.js';
import { type RouteExpectations, only, open, optional, owned, signedIn } from '../../support/access.js';

const moderators = ['admin', 'manager', 'moderator'] as const;
// Everyone can read a published post, so other users get 403 in place of 404.
const owner = { ...owned(...moderators), seller: 403, user: 403, otherOwner: 403 } as const;

const post = async (author: User) => ({ id: (await PostFactory.published().for(author).create()).id });
const comment = async (author: User) => ({ id: (await CommentFactory.for(author).create()).id });
const tag = async () => ({ id: (await TagFactory.create()).id });
const author = async () => ({ id: (await UserFactory.create()).id });

const expectations: RouteExpectations = {
  'GET /api/posts': { who: optional },
  'POST /api/posts': { who: signedIn, body: { title: 'A title', content: 'A text' } },
  'GET /api/posts/:id': { who: optional, params: post },
  'PUT /api/posts/:id': { who: owner, params: post, body: { title: 'A title', content: 'A text' } },
  'PATCH /api/posts/:id': { who: owner, params: post, body: { title: 'A title' } },
  'DELETE /api/posts/:id': { who: owner, params: post },
  'GET /api/posts/:id/comments': { who: optional, params: post },
  'POST /api/posts/:id/comments': { who: signedIn, isShared: true, params: post, body: { content: 'A comment' } },
  'PATCH /api/comments/:id': { who: owner, params: comment, body: { content: 'Another comment' } },
  'DELETE /api/comments/:id': { who: owner, params: comment },
  'GET /api/tags': { who: open },
  'POST /api/tags': { who: only(...moderators), answers: 422 },
  'PATCH /api/tags/:id': { who: only(...moderators), params: tag, answers: 422 },
  'DELETE /api/tags/:id': { who: only(...moderators), params: tag },
  'POST /api/tags/:id/merge': { who: only(...moderators), params: tag, answers: 422 },
  'POST /api/tags/:id/follow': { who: signedIn, isShared: true, params: tag },
  'DELETE /api/tags/:id/follow': { who: signedIn, isShared: true, params: tag },
  'POST /api/users/:id/follow': { who: signedIn, isShared: true, params: author },
  'DELETE /api/users/:id/follow': { who: signedIn, isShared: true, params: author },
  'GET /blog/rss.xml': { who: open },
  'GET /blog/atom.xml': { who: open },
  'GET /sitemap.xml': { who: open },
};

export default expectations;
