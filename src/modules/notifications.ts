import { DeliverNotification } from '../jobs/notifications/DeliverNotification.js';
import { NotificationMail } from '../mail/notifications/NotificationMail.js';
import { UserNotification } from '../models/notifications/UserNotification.js';
import notificationsRoutes from '../routes/notifications/notifications.js';
import type { Module } from './Module.js';

/** Notifications, in the application and by email. */
export const notifications: Module = {
  name: 'notifications',
  models: [UserNotification],
  routes: [notificationsRoutes],
  jobs: [DeliverNotification],
  mails: [NotificationMail],
  schedule: [],
  retention: [
    {
      summary: 'Read notifications',
      model: UserNotification,
      rowsBefore: (moment) => UserNotification.readBefore(moment),
      keepDays: 90,
    },
  ],
  seeders: [],
};
