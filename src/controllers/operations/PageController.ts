import type { Request, Response } from 'express';
import { appConfig } from '../../config/app.js';
import { databaseConfig } from '../../config/database.js';
import { renderView } from '../../http/view.js';
import { Controller } from '../Controller.js';

class PageController extends Controller {
  public welcome(_req: Request, res: Response): void {
    const { title: name, version, environment, url } = appConfig;
    const values = { name, version, environment, url, node: process.version, database: databaseConfig.dialect };
    res.type('html').send(renderView('welcome', values));
  }

  public verifyEmail(_req: Request, res: Response): void {
    res.type('html').send(renderView('verify-email'));
  }

  public resetPassword(_req: Request, res: Response): void {
    res.type('html').send(renderView('reset-password'));
  }

  public docs(_req: Request, res: Response): void {
    res.type('html').send(renderView('docs'));
  }
}

export default new PageController();
