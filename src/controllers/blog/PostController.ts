import type { Request, Response } from 'express';
import { parseIfMatch } from '../../http/parseIfMatch.js';
import { currentUser } from '../../middlewares/Authentication.js';
import type { Post } from '../../models/blog/Post.js';
import { authorize, authorizeCreation } from '../../policies/authorize.js';
import PostPolicy from '../../policies/blog/PostPolicy.js';
import PostRequest from '../../requests/blog/PostRequest.js';
import PostResource from '../../resources/blog/PostResource.js';
import PostSummaryResource from '../../resources/blog/PostSummaryResource.js';
import PostListService from '../../services/blog/PostListService.js';
import PostService from '../../services/blog/PostService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

/** Returns the time of the last change to the post or its comments. */
function lastModifiedAt({ updatedAt, publishedAt, discussedAt }: Post): Date {
  return new Date(Math.max(...[updatedAt, publishedAt, discussedAt].map((moment) => moment?.getTime() ?? 0)));
}

class PostController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const page = await PostListService.paginate(PostRequest.index.of(req).query, req.principal?.user);
    ApiResponse.conditionalPage(res, page, PostSummaryResource, 'Posts retrieved successfully');
  }

  public async show(req: Request, res: Response): Promise<void> {
    const post = await PostService.find(PostRequest.show.of(req).params.id);
    authorize(PostPolicy, 'view', req.principal?.user, post);
    const data = PostResource.one(await PostService.render(post));
    const freshness = { version: post.version, lastModified: lastModifiedAt(post) };
    ApiResponse.conditional(res, data, 'Post retrieved successfully', freshness);
  }

  public async store(req: Request, res: Response): Promise<void> {
    authorizeCreation(PostPolicy, currentUser(req));
    const post = await PostService.create(currentUser(req), PostRequest.store.of(req).body);
    res.setHeader('ETag', `"${post.version}"`);
    ApiResponse.created(res, PostResource.one(await PostService.render(post)), 'Post created successfully');
  }

  public async replace(req: Request, res: Response): Promise<void> {
    const { params, body } = PostRequest.replace.of(req);
    await this.assertCanUpdate(req, params.id);
    const post = await PostService.replace(params.id, body, parseIfMatch(req.get('If-Match')));
    await this.sendUpdated(res, post);
  }

  public async update(req: Request, res: Response): Promise<void> {
    const { params, body } = PostRequest.update.of(req);
    await this.assertCanUpdate(req, params.id);
    const post = await PostService.update(params.id, body, parseIfMatch(req.get('If-Match')));
    await this.sendUpdated(res, post);
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    const post = await PostService.find(PostRequest.show.of(req).params.id);
    authorize(PostPolicy, 'delete', currentUser(req), post);
    await PostService.delete(post, parseIfMatch(req.get('If-Match')));
    ApiResponse.ok(res, null, 'Post deleted successfully');
  }

  private async assertCanUpdate(req: Request, id: number): Promise<void> {
    authorize(PostPolicy, 'update', currentUser(req), await PostService.find(id));
  }

  private async sendUpdated(res: Response, post: Post): Promise<void> {
    res.setHeader('ETag', `"${post.version}"`);
    ApiResponse.ok(res, PostResource.one(await PostService.render(post)), 'Post updated successfully');
  }
}

export default new PostController();
