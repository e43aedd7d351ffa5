import AuthorFollowController from '../../controllers/blog/AuthorFollowController.js';
import CommentController from '../../controllers/blog/CommentController.js';
import PostController from '../../controllers/blog/PostController.js';
import TagController from '../../controllers/blog/TagController.js';
import TagFollowController from '../../controllers/blog/TagFollowController.js';
import Authentication from '../../middlewares/Authentication.js';
import Authorization from '../../middlewares/Authorization.js';
import Limiter from '../../middlewares/Limiter.js';
import Validator from '../../middlewares/Validator.js';
import CommentRequest from '../../requests/blog/CommentRequest.js';
import FollowRequest from '../../requests/blog/FollowRequest.js';
import PostRequest from '../../requests/blog/PostRequest.js';
import TagRequest from '../../requests/blog/TagRequest.js';
import CommentResource from '../../resources/blog/CommentResource.js';
import PostResource from '../../resources/blog/PostResource.js';
import PostSummaryResource from '../../resources/blog/PostSummaryResource.js';
import TagResource from '../../resources/blog/TagResource.js';
import { RouteTable } from '../RouteTable.js';

const posts = new RouteTable('Posts');
const comments = new RouteTable('Comments');
const tags = new RouteTable('Tags');
const follows = new RouteTable('Follows');

const anyone = Authentication.optionalScope('posts:read');
const signedIn = Authentication.scope('posts:write');

posts
  .with(anyone)
  .get('/posts', Validator.validate(PostRequest.index), PostController.index)
  .lists(PostSummaryResource, 'Search and page through posts', 304)
  .get('/posts/:id', Validator.validate(PostRequest.show), PostController.show)
  .returns(PostResource, 'Show a post', 304, 404);

posts
  .with(signedIn)
  .post('/posts', Validator.validate(PostRequest.store), PostController.store)
  .creates(PostResource, 'Create a post')
  .put('/posts/:id', Validator.validate(PostRequest.replace), PostController.replace)
  .returns(PostResource, 'Replace a post; a missing status stays as it is', 403, 404, 409, 412)
  .patch('/posts/:id', Validator.validate(PostRequest.update), PostController.update)
  .returns(PostResource, 'Update a post', 403, 404, 409, 412)
  .delete('/posts/:id', Validator.validate(PostRequest.show), PostController.destroy)
  .returnsNull('Delete a post', 403, 404, 412);

comments
  .with(anyone)
  .get('/posts/:id/comments', Validator.validate(CommentRequest.index), CommentController.index)
  .lists(CommentResource, 'Page through the comments on a post', 304, 404);

comments
  .with(signedIn)
  .post('/posts/:id/comments', Limiter.writes, Validator.validate(CommentRequest.store), CommentController.store)
  .creates(CommentResource, 'Create a comment on a post', 404)
  .patch('/comments/:id', Validator.validate(CommentRequest.update), CommentController.update)
  .returns(CommentResource, 'Update a comment', 403, 404)
  .delete('/comments/:id', Validator.validate(CommentRequest.show), CommentController.destroy)
  .returnsNull('Delete a comment and its replies', 403, 404);

tags
  .get('/tags', Validator.validate(TagRequest.index), TagController.index)
  .lists(TagResource, 'Search and page through tags', 304);

tags
  .with(signedIn, Authorization.can('content', 'moderate'))
  .post('/tags', Validator.validate(TagRequest.store), TagController.store)
  .creates(TagResource, 'Create a tag', 409)
  .patch('/tags/:id', Validator.validate(TagRequest.update), TagController.update)
  .returns(TagResource, 'Rename a tag', 404, 409)
  .delete('/tags/:id', Validator.validate(TagRequest.show), TagController.destroy)
  .returnsNull('Delete a tag, and remove it from all posts', 404)
  .post('/tags/:id/merge', Validator.validate(TagRequest.merge), TagController.merge)
  .returns(TagResource, 'Merge a tag into another one', 404);

follows
  .with(signedIn, Validator.validate(FollowRequest.show))
  .post('/tags/:id/follow', TagFollowController.store)
  .returnsNull('Follow a tag', 404)
  .delete('/tags/:id/follow', TagFollowController.destroy)
  .returnsNull('Unfollow a tag')
  .post('/users/:id/follow', AuthorFollowController.store)
  .returnsNull('Follow an author', 404, 409)
  .delete('/users/:id/follow', AuthorFollowController.destroy)
  .returnsNull('Unfollow an author');

export default [posts, comments, tags, follows];
