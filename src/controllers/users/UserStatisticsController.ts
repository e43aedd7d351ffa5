import type { Request, Response } from 'express';
import UserRequest from '../../requests/users/UserRequest.js';
import UserStatisticsResource from '../../resources/users/UserStatisticsResource.js';
import UserStatisticsService from '../../services/users/UserStatisticsService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class UserStatisticsController extends Controller {
  public async show(req: Request, res: Response): Promise<void> {
    const statistics = await UserStatisticsService.build(UserRequest.statistics.of(req).query.days);
    ApiResponse.ok(res, UserStatisticsResource.one(statistics), 'User statistics');
  }
}

export default new UserStatisticsController();
