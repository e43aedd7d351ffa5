import type { Request, Response } from 'express';
import QueueRequest from '../../requests/operations/QueueRequest.js';
import AffectedJobsResource from '../../resources/operations/AffectedJobsResource.js';
import QueueJobResource from '../../resources/operations/QueueJobResource.js';
import QueueResource from '../../resources/operations/QueueResource.js';
import QueueService from '../../services/operations/QueueService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class QueueController extends Controller {
  public async index(_req: Request, res: Response): Promise<void> {
    ApiResponse.ok(res, QueueResource.many(await QueueService.overview()), 'Queues');
  }

  public async jobs(req: Request, res: Response): Promise<void> {
    const { params, query } = QueueRequest.jobs.of(req);
    const page = await QueueService.paginate({ ...params, ...query });
    ApiResponse.paginated(res, page, QueueJobResource, 'Jobs');
  }

  public async retry(req: Request, res: Response): Promise<void> {
    const { id, queue } = QueueRequest.retry.of(req).params;
    await QueueService.retry(id, queue);
    ApiResponse.ok(res, null, 'Job queued for retry');
  }

  public async retryAll(req: Request, res: Response): Promise<void> {
    const count = await QueueService.retryAll(QueueRequest.retryAll.of(req).params.queue);
    ApiResponse.ok(res, AffectedJobsResource.one({ count }), 'Failed jobs queued for retry');
  }

  public async clear(req: Request, res: Response): Promise<void> {
    const { params, query } = QueueRequest.clear.of(req);
    const count = await QueueService.clear([query.state], params.queue);
    ApiResponse.ok(res, AffectedJobsResource.one({ count }), 'Jobs removed');
  }
}

export default new QueueController();
