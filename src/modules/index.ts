import { registerListeners } from '../audit/listeners.js';
import { registerNotifications } from '../notifications/registry.js';
import DashboardService from '../services/operations/DashboardService.js';
import ReportService from '../services/operations/ReportService.js';
import RetentionService from '../services/operations/RetentionService.js';
import { registerPersonalData } from '../services/privacy/registry.js';
import { auth } from './auth.js';
import { blog } from './blog.js';
import { files } from './files.js';
import type { Module } from './Module.js';
import { notifications } from './notifications.js';
import { oauth } from './oauth.js';
import { operations } from './operations.js';
import { privacy } from './privacy.js';
import { users } from './users.js';

/** The domains of the core, bottom-up: a domain may import those before it. Lint reads this list. */
const core: readonly Module[] = [files, notifications, auth, users, oauth, privacy, operations];

/** The modules of this application. No other file imports one. */
export const modules: readonly Module[] = [...core, blog];

for (const model of modules.flatMap((module) => module.models)) model.associate?.();

for (const module of modules) {
  const {
    notifications = [],
    dashboard = [],
    personalData = [],
    retention = [],
    listeners = [],
    reportMetrics,
  } = module;
  registerListeners(listeners);
  registerNotifications(notifications);
  DashboardService.register(dashboard);
  registerPersonalData(personalData);
  RetentionService.register(retention);
  if (reportMetrics) ReportService.register(reportMetrics);
}
