import type { Request, Response } from 'express';
import type { Tag } from '../../models/blog/Tag.js';
import TagRequest from '../../requests/blog/TagRequest.js';
import TagResource from '../../resources/blog/TagResource.js';
import { withPostCounts } from '../../services/blog/tagCounts.js';
import TagMergeService from '../../services/blog/TagMergeService.js';
import TagService from '../../services/blog/TagService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

async function presentTag(tag: Tag): Promise<unknown> {
  const [present] = TagResource.many(await withPostCounts([tag]));
  return present;
}

class TagController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const page = await TagService.paginate(TagRequest.index.of(req).query);
    ApiResponse.conditionalPage(res, page, TagResource, 'Tags retrieved successfully');
  }

  public async store(req: Request, res: Response): Promise<void> {
    const tag = await TagService.create(TagRequest.store.of(req).body);
    ApiResponse.created(res, await presentTag(tag), 'Tag created successfully');
  }

  public async update(req: Request, res: Response): Promise<void> {
    const { params, body } = TagRequest.update.of(req);
    const tag = await TagService.update(params.id, body);
    ApiResponse.ok(res, await presentTag(tag), 'Tag renamed successfully');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    await TagService.delete(TagRequest.show.of(req).params.id);
    ApiResponse.ok(res, null, 'Tag deleted successfully');
  }

  public async merge(req: Request, res: Response): Promise<void> {
    const { params, body } = TagRequest.merge.of(req);
    const tag = await TagMergeService.merge(params.id, body.into);
    ApiResponse.ok(res, await presentTag(tag), 'Tags merged successfully');
  }
}

export default new TagController();
