import type { Request, Response } from 'express';
import { appConfig } from '../../config/app.js';
import { sendJson } from '../../http/sendJson.js';
import HealthService from '../../services/operations/HealthService.js';
import MetricsService from '../../services/operations/MetricsService.js';
import { clock } from '../../utils/clock.js';
import { Controller } from '../Controller.js';

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
    sendJson(res, readiness.status === 'unavailable' ? 503 : 200, readiness);
  }

  public async metrics(_req: Request, res: Response): Promise<void> {
    const text = await MetricsService.text();
    res.type(MetricsService.contentType).set('Cache-Control', 'no-store').send(text);
  }
}

export default new SystemController();
