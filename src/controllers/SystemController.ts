import type { Request, Response } from 'express';
import { appConfig } from '../config/app.js';
import HealthService from '../services/HealthService.js';
import { clock } from '../utils/clock.js';
import { sendJson } from '../utils/sendJson.js';
import { Controller } from './Controller.js';

const { name, environment } = appConfig;

class SystemController extends Controller {
  public status(_req: Request, res: Response): void {
    sendJson(res, 200, { status: 'UP', environment });
  }

  public health(_req: Request, res: Response): void {
    const uptime = Math.floor(process.uptime());
    sendJson(res, 200, { status: 'ok', service: name, timestamp: clock.now(), uptime });
  }

  public live(_req: Request, res: Response): void {
    sendJson(res, 200, { status: 'ok' });
  }

  public async ready(_req: Request, res: Response): Promise<void> {
    const readiness = await HealthService.readiness();
    sendJson(res, readiness.status === 'ok' ? 200 : 503, readiness);
  }
}

export default new SystemController();
