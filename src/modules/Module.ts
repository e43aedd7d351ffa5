import type { Model, ModelStatic } from 'sequelize';
import type { EventListener } from '../audit/listeners.js';
import type { Seeder } from '../database/seeders/Seeder.js';
import type { JobClass } from '../jobs/Job.js';
import type { ScheduledJob } from '../jobs/ScheduledJob.js';
import type { MailClass } from '../mail/MailClass.js';
import type { NotificationClass } from '../notifications/NotificationClass.js';
import type { RouteTable } from '../routes/RouteTable.js';
import type { DashboardSection } from '../services/operations/DashboardService.js';
import type { ReportSource } from '../services/operations/ReportService.js';
import type { Retention } from '../services/operations/RetentionService.js';
import type { PersonalData } from '../services/privacy/PersonalData.js';

/** The manifest of a feature: everything that it adds to the application. */
export interface Module {
  name: string;
  models: readonly (ModelStatic<Model> & { associate?: () => void })[];
  routes: readonly RouteTable[];
  jobs: readonly JobClass[];
  mails?: readonly MailClass[];
  schedule: readonly ScheduledJob[];
  /** Notification types, whose channels each user can choose. */
  notifications?: readonly NotificationClass[];
  /** Metrics for the reports to administrators. */
  reportMetrics?: ReportSource;
  /** Sections of each user's dashboard. */
  dashboard?: readonly DashboardSection[];
  /** Listeners for audited actions of this module or of others. */
  listeners?: readonly EventListener[];
  /** The personal data that it stores, for export and erasure (GDPR). */
  personalData?: readonly PersonalData[];
  /** Data that is deleted after its retention period, by one job every night. */
  retention?: readonly Retention[];
  /** Loaded lazily, so that a server does not hold factories in memory. */
  seeders: readonly (() => Promise<{ default: Seeder }>)[];
}
