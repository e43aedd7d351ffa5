import type { Request, Response } from 'express';
import { appConfig } from '../config/app.js';
import HealthService from '../services/HealthService.js';
import { clock } from '../utils/clock.js';
import { Controller } from './Controller.js';

const { name, environment } = appConfig;

class SystemController extends Controller {
  public status(_req: Request, res: Response): void {
    res.json({ status: 'UP', environment });
  }

  public health(_req: Request, res: Response): void {
    res.json({ status: 'ok', service: name, timestamp: clock.now(), uptime: Math.floor(process.uptime()) });
  }

  public live(_req: Request, res: Response): void {
    res.json({ status: 'ok' });
  }

  public async ready(_req: Request, res: Response): Promise<void> {
    const readiness = await HealthService.readiness();
    res.status(readiness.status === 'ok' ? 200 : 503).json(readiness);
  }
}

export default new SystemController();
