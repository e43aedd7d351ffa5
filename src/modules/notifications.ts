import { DeliverNotification } from '../jobs/notifications/DeliverNotification.js';
import { PurgeNotifications } from '../jobs/notifications/PurgeNotifications.js';
import { NotificationMail } from '../mail/notifications/NotificationMail.js';
import { UserNotification } from '../models/notifications/UserNotification.js';
import notificationsRoutes from '../routes/notifications/notifications.js';
import type { Module } from './Module.js';

/** Notifications, in each user's list and by mail. */
export const notifications: Module = {
  name: 'notifications',
  models: [UserNotification],
  routes: [notificationsRoutes],
  jobs: [DeliverNotification, PurgeNotifications],
  mails: [NotificationMail],
  schedule: [{ cron: '40 3 * * *', job: PurgeNotifications, summary: 'Removes notifications that were read long ago' }],
  seeders: [],
};
