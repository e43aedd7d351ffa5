import CommentController from '../../controllers/blog/CommentController.js';
import FollowController from '../../controllers/blog/FollowController.js';
import PostController from '../../controllers/blog/PostController.js';
import TagController from '../../controllers/blog/TagController.js';
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
const canModerate = [signedIn, Authorization.can('content', 'moderate')];

posts
  .get('/posts', anyone, Validator.validate(PostRequest.index), PostController.index)
  .lists(PostSummaryResource, 'Search and page through posts')
  .supportsConditionalGet();
posts
  .post('/posts', signedIn, Validator.validate(PostRequest.store), PostController.store)
  .creates(PostResource, 'Write a post');
posts
  .get('/posts/:id', anyone, Validator.validate(PostRequest.show), PostController.show)
  .returns(PostResource, 'One post')
  .supportsConditionalGet()
  .errors(404);
posts
  .put('/posts/:id', signedIn, Validator.validate(PostRequest.replace), PostController.replace)
  .returns(PostResource, 'Replace a post; it keeps the status that is not given')
  .errors(403, 404, 409, 412);
posts
  .patch('/posts/:id', signedIn, Validator.validate(PostRequest.update), PostController.update)
  .returns(PostResource, 'Change a post')
  .errors(403, 404, 409, 412);
posts
  .delete('/posts/:id', signedIn, Validator.validate(PostRequest.show), PostController.destroy)
  .returnsNull('Delete a post')
  .errors(403, 404, 412);

comments
  .get('/posts/:id/comments', anyone, Validator.validate(CommentRequest.index), CommentController.index)
  .lists(CommentResource, 'Page through the comments on a post')
  .supportsConditionalGet()
  .errors(404);
comments
  .post(
    '/posts/:id/comments',
    signedIn,
    Limiter.writes,
    Validator.validate(CommentRequest.store),
    CommentController.store,
  )
  .creates(CommentResource, 'Comment on a post')
  .errors(404);
comments
  .patch('/comments/:id', signedIn, Validator.validate(CommentRequest.update), CommentController.update)
  .returns(CommentResource, 'Change a comment')
  .errors(403, 404);
comments
  .delete('/comments/:id', signedIn, Validator.validate(CommentRequest.show), CommentController.destroy)
  .returnsNull('Delete a comment and its answers')
  .errors(403, 404);

tags
  .get('/tags', Validator.validate(TagRequest.index), TagController.index)
  .lists(TagResource, 'Search and page through tags')
  .supportsConditionalGet();
tags
  .post('/tags', canModerate, Validator.validate(TagRequest.store), TagController.store)
  .creates(TagResource, 'Create a tag')
  .errors(409);
tags
  .patch('/tags/:id', canModerate, Validator.validate(TagRequest.update), TagController.update)
  .returns(TagResource, 'Rename a tag')
  .errors(404, 409);
tags
  .delete('/tags/:id', canModerate, Validator.validate(TagRequest.show), TagController.destroy)
  .returnsNull('Take a tag from all posts, and delete it')
  .errors(404);
tags
  .post('/tags/:id/merge', canModerate, Validator.validate(TagRequest.merge), TagController.merge)
  .returns(TagResource, 'Give the posts and followers of a tag to another one')
  .errors(404);

follows
  .post('/tags/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.storeTag)
  .returnsNull('Follow a tag')
  .errors(404);
follows
  .delete('/tags/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.destroyTag)
  .returnsNull('Follow a tag no longer');
follows
  .post('/users/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.storeAuthor)
  .returnsNull('Follow an author')
  .errors(404, 409);
follows
  .delete('/users/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.destroyAuthor)
  .returnsNull('Follow an author no longer');

export default [posts, comments, tags, follows];
