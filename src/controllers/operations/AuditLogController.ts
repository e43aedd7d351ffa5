import type { Request, Response } from 'express';
import AuditService from '../../audit/AuditService.js';
import AuditLogRequest from '../../requests/operations/AuditLogRequest.js';
import AuditLogResource from '../../resources/operations/AuditLogResource.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class AuditLogController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const page = await AuditService.paginate(AuditLogRequest.index.of(req).query);
    ApiResponse.paginated(res, page, AuditLogResource, 'Audit log');
  }
}

export default new AuditLogController();
