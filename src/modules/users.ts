import { SendWelcomeMail } from '../jobs/users/SendWelcomeMail.js';
import { SendGettingStartedMail } from '../jobs/users/SendGettingStartedMail.js';
import { SendAccountExistsMail } from '../jobs/users/SendAccountExistsMail.js';
import { SendEmailChangeMail } from '../jobs/users/SendEmailChangeMail.js';
import { SendEmailChangedMail } from '../jobs/users/SendEmailChangedMail.js';
import { MakeThumbnail } from '../jobs/users/MakeThumbnail.js';
import { User } from '../models/users/User.js';
import { Profile } from '../models/users/Profile.js';
import { WelcomeNotification } from '../notifications/users/WelcomeNotification.js';
import registration from '../routes/users/registration.js';
import account from '../routes/users/account.js';
import usersRoutes from '../routes/users/users.js';
import profiles from '../routes/users/profiles.js';
import type { Module } from './Module.js';

/** Accounts and profiles: registration, email verification, avatars. */
export const users: Module = {
  name: 'users',
  models: [User, Profile],
  routes: [registration, account, usersRoutes, profiles],
  jobs: [
    SendWelcomeMail,
    SendGettingStartedMail,
    SendAccountExistsMail,
    SendEmailChangeMail,
    SendEmailChangedMail,
    MakeThumbnail,
  ],
  schedule: [],
  notifications: [WelcomeNotification],
  seeders: [() => import('../database/seeders/users/UserSeeder.js')],
};
