import type { Request, Response } from 'express';
import { currentUser } from '../../middlewares/Authentication.js';
import DashboardResource from '../../resources/operations/DashboardResource.js';
import DashboardService from '../../services/operations/DashboardService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class DashboardController extends Controller {
  public async show(req: Request, res: Response): Promise<void> {
    const dashboard = await DashboardService.forUser(currentUser(req));
    ApiResponse.ok(res, DashboardResource.one(dashboard), 'Your dashboard');
  }
}

export default new DashboardController();
