import { MakeThumbnail } from '../jobs/users/MakeThumbnail.js';
import { AccountExistsMail } from '../mail/users/AccountExistsMail.js';
import { EmailChangedMail } from '../mail/users/EmailChangedMail.js';
import { EmailChangeRequestedMail } from '../mail/users/EmailChangeRequestedMail.js';
import { GettingStartedMail } from '../mail/users/GettingStartedMail.js';
import { WelcomeMail } from '../mail/users/WelcomeMail.js';
import { Profile } from '../models/users/Profile.js';
import { User } from '../models/users/User.js';
import { WelcomeNotification } from '../notifications/users/WelcomeNotification.js';
import account from '../routes/users/account.js';
import profiles from '../routes/users/profiles.js';
import registration from '../routes/users/registration.js';
import usersRoutes from '../routes/users/users.js';
import type { Module } from './Module.js';

/** Accounts and profiles: registration, email verification, avatars. */
export const users: Module = {
  name: 'users',
  models: [User, Profile],
  routes: [registration, account, usersRoutes, profiles],
  jobs: [MakeThumbnail],
  mails: [WelcomeMail, GettingStartedMail, AccountExistsMail, EmailChangeRequestedMail, EmailChangedMail],
  schedule: [],
  notifications: [WelcomeNotification],
  seeders: [() => import('../database/seeders/users/UserSeeder.js')],
};
