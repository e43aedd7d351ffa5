import type { Values } from '../src/database/factories/Factory.js';
import UserFactory from '../src/database/factories/users/UserFactory.js';
import { sequelize } from '../src/database/sequelize.js';
import { prepareDatabase } from '../src/server/prepareDatabase.js';
import '../src/modules/index.js';
import { User } from '../src/models/users/User.js';
import PasswordService from '../src/services/auth/PasswordService.js';
import { clock } from '../src/utils/clock.js';
import { ADMIN } from './admin.js';

const USERS = 10_000;
const BATCH_SIZE = 1_000;
const MINUTE_SECONDS = 60;

/** Every field has several values, so that a baseline that omits or invents one is detected. */
const VARIETY: readonly Values<User>[] = [
  {},
  { avatar: '/uploads/avatars/1.webp', avatarThumbnail: '/uploads/avatars/1-thumbnail.webp', lastLoginAt: clock.now() },
  { emailVerifiedAt: null, status: 'pending', plan: 'premium' },
  { role: 'manager', twoFactorConfirmedAt: clock.now(), avatar: '/uploads/avatars/2.webp' },
];

async function addAdmin(): Promise<void> {
  const { email, password } = ADMIN;
  await UserFactory.admin().create({ ...VARIETY[1], email, password: await PasswordService.hash(password) });
}

/** Inserts users who registered a minute apart, so that they have a realistic order. */
async function addUsers(count: number, from: number): Promise<void> {
  const users = await UserFactory.sequence(...VARIETY)
    .state((index) => ({ createdAt: clock.in(-(from + index) * MINUTE_SECONDS) }))
    .makeMany(count);
  await User.bulkCreate(users.map((user) => user.get()));
}

await prepareDatabase({ migrate: true });
await addAdmin();
for (let count = await User.count(); count < USERS; count += BATCH_SIZE)
  await addUsers(Math.min(BATCH_SIZE, USERS - count), count);
await sequelize.query('ANALYZE');
await sequelize.close();
