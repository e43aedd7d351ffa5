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

const everybody = Authentication.optionalScope('posts:read');
const signedIn = Authentication.scope('posts:write');
const moderators = [signedIn, Authorization.can('content', 'moderate')];

posts
  .get('/posts', everybody, Validator.validate(PostRequest.index), PostController.index)
  .lists(PostSummaryResource, 'Search and page through posts')
  .revalidates();
posts
  .post('/posts', signedIn, Validator.validate(PostRequest.store), PostController.store)
  .creates(PostResource, 'Write a post');
posts
  .get('/posts/:id', everybody, Validator.validate(PostRequest.show), PostController.show)
  .returns(PostResource, 'One post')
  .revalidates()
  .mayRefuse(404);
posts
  .put('/posts/:id', signedIn, Validator.validate(PostRequest.replace), PostController.replace)
  .returns(PostResource, 'Replace a post; it keeps the status that is not given')
  .mayRefuse(403, 404, 409, 412);
posts
  .patch('/posts/:id', signedIn, Validator.validate(PostRequest.update), PostController.update)
  .returns(PostResource, 'Change a post')
  .mayRefuse(403, 404, 409, 412);
posts
  .delete('/posts/:id', signedIn, Validator.validate(PostRequest.show), PostController.destroy)
  .returnsNothing('Delete a post')
  .mayRefuse(403, 404, 412);

comments
  .get('/posts/:id/comments', everybody, Validator.validate(CommentRequest.index), CommentController.index)
  .lists(CommentResource, 'Page through the comments on a post')
  .revalidates()
  .mayRefuse(404);
comments
  .post(
    '/posts/:id/comments',
    signedIn,
    Limiter.writes,
    Validator.validate(CommentRequest.store),
    CommentController.store,
  )
  .creates(CommentResource, 'Comment on a post')
  .mayRefuse(404);
comments
  .patch('/comments/:id', signedIn, Validator.validate(CommentRequest.update), CommentController.update)
  .returns(CommentResource, 'Change a comment')
  .mayRefuse(403, 404);
comments
  .delete('/comments/:id', signedIn, Validator.validate(CommentRequest.show), CommentController.destroy)
  .returnsNothing('Delete a comment and its answers')
  .mayRefuse(403, 404);

tags
  .get('/tags', Validator.validate(TagRequest.index), TagController.index)
  .lists(TagResource, 'Search and page through tags')
  .revalidates();
tags
  .post('/tags', moderators, Validator.validate(TagRequest.store), TagController.store)
  .creates(TagResource, 'Create a tag')
  .mayRefuse(409);
tags
  .patch('/tags/:id', moderators, Validator.validate(TagRequest.update), TagController.update)
  .returns(TagResource, 'Rename a tag')
  .mayRefuse(404, 409);
tags
  .delete('/tags/:id', moderators, Validator.validate(TagRequest.show), TagController.destroy)
  .returnsNothing('Take a tag from all posts, and delete it')
  .mayRefuse(404);
tags
  .post('/tags/:id/merge', moderators, Validator.validate(TagRequest.merge), TagController.merge)
  .returns(TagResource, 'Give the posts and followers of a tag to another one')
  .mayRefuse(404);

follows
  .post('/tags/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.storeTag)
  .returnsNothing('Follow a tag')
  .mayRefuse(404);
follows
  .delete('/tags/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.destroyTag)
  .returnsNothing('Follow a tag no longer');
follows
  .post('/users/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.storeAuthor)
  .returnsNothing('Follow an author')
  .mayRefuse(404, 409);
follows
  .delete('/users/:id/follow', signedIn, Validator.validate(FollowRequest.show), FollowController.destroyAuthor)
  .returnsNothing('Follow an author no longer');

export default [posts, comments, tags, follows];
