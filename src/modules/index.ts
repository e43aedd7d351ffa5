import { registerNotifications } from '../notifications/registry.js';
import DashboardService from '../services/DashboardService.js';
import { registerPersonalData } from '../services/privacy/registry.js';
import ReportService from '../services/ReportService.js';
import { blog } from './blog.js';
import { core } from './core.js';
import type { Module } from './Module.js';

/** The modules of this application; the only place that names them. */
export const modules: readonly Module[] = [core, blog];

for (const model of modules.flatMap((module) => module.models)) model.associate?.();

for (const { notifications = [], dashboard = [], personalData = [], figures } of modules) {
  registerNotifications(notifications);
  DashboardService.register(dashboard);
  registerPersonalData(personalData);
  if (figures) ReportService.contribute(figures);
}
