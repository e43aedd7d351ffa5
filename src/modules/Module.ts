import type { Model, ModelStatic } from 'sequelize';
import type { EventListener } from '../audit/listeners.js';
import type { Seeder } from '../database/seeders/Seeder.js';
import type { JobClass } from '../jobs/Job.js';
import type { ScheduledJob } from '../jobs/ScheduledJob.js';
import type { MailClass } from '../mail/MailClass.js';
import type { NotificationClass } from '../notifications/NotificationClass.js';
import type { RouteTable } from '../routes/RouteTable.js';
import type { DashboardSection } from '../services/operations/DashboardService.js';
import type { PersonalData } from '../services/privacy/PersonalData.js';
import type { ReportSource } from '../services/operations/ReportService.js';
import type { Retention } from '../services/operations/RetentionService.js';

/** What a feature brings to the application: its manifest. */
export interface Module {
  name: string;
  models: readonly (ModelStatic<Model> & { associate?: () => void })[];
  routes: readonly RouteTable[];
  jobs: readonly JobClass[];
  mails?: readonly MailClass[];
  schedule: readonly ScheduledJob[];
  /** The kinds of notifications that users can choose the channels of. */
  notifications?: readonly NotificationClass[];
  /** What the reports to administrators say of it. */
  reportMetrics?: ReportSource;
  /** What it has to say on each user's dashboard. */
  dashboard?: readonly DashboardSection[];
  /** Reactions to audited actions, its own or those of other modules. */
  listeners?: readonly EventListener[];
  /** What it keeps of users, to be exported and erased. */
  personalData?: readonly PersonalData[];
  /** What is removed after some time, by one job every night. */
  retention?: readonly Retention[];
  /** Loaded when they run, so that a server does not hold their factories in memory. */
  seeders: readonly (() => Promise<{ default: Seeder }>)[];
}
