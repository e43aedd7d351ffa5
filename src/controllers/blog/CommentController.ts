import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import { authorize, authorizeCreation } from '../../policies/authorize.js';
import CommentPolicy from '../../policies/blog/CommentPolicy.js';
import CommentRequest from '../../requests/blog/CommentRequest.js';
import CommentResource from '../../resources/blog/CommentResource.js';
import CommentService from '../../services/blog/CommentService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class CommentController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const { params, query } = CommentRequest.index.of(req);
    const page = await CommentService.paginate(params.id, query);
    ApiResponse.conditionalPage(res, page, CommentResource, 'Comments retrieved successfully');
  }

  public async store(req: Request, res: Response): Promise<void> {
    authorizeCreation(CommentPolicy, currentUser(req));
    const { params, body } = CommentRequest.store.of(req);
    const comment = await CommentService.create(currentUser(req), params.id, body);
    ApiResponse.created(res, CommentResource.one(comment), 'Comment created successfully');
  }

  public async update(req: Request, res: Response): Promise<void> {
    const { params, body } = CommentRequest.update.of(req);
    const comment = await CommentService.find(params.id);
    authorize(CommentPolicy, 'update', currentUser(req), comment);
    const changed = await CommentService.update(comment, body);
    ApiResponse.ok(res, CommentResource.one(changed), 'Comment updated successfully');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    const comment = await CommentService.find(CommentRequest.show.of(req).params.id);
    authorize(CommentPolicy, 'delete', currentUser(req), comment);
    await CommentService.delete(comment);
    ApiResponse.ok(res, null, 'Comment deleted successfully');
  }
}

export default new CommentController();
