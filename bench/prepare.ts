import { prepareDatabase } from '../src/server/prepareDatabase.js';
import type { Values } from '../src/database/factories/Factory.js';
import UserFactory from '../src/database/factories/users/UserFactory.js';
import { sequelize } from '../src/database/sequelize.js';
import '../src/modules/index.js';
import { User } from '../src/models/users/User.js';
import PasswordService from '../src/services/auth/PasswordService.js';
import { clock } from '../src/utils/clock.js';
import { ADMIN } from './admin.js';

const USERS = 10_000;
const BATCH = 1_000;
const MINUTE = 60;

/** Every field has more than one value, so that a baseline that leaves one out or makes one up is found out. */
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

/** Users who came a minute apart, as they would be sorted in life. */
async function addUsers(count: number, from: number): Promise<void> {
  const users = await UserFactory.sequence(...VARIETY)
    .state((index) => ({ createdAt: clock.in(-(from + index) * MINUTE) }))
    .makeMany(count);
  await User.bulkCreate(users.map((user) => user.get()));
}

await prepareDatabase({ migrate: true });
await addAdmin();
for (let count = await User.count(); count < USERS; count += BATCH)
  await addUsers(Math.min(BATCH, USERS - count), count);
await sequelize.query('ANALYZE');
await sequelize.close();
