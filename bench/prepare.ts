import { prepareDatabase } from '../src/server/prepareDatabase.js';
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

async function addAdmin(): Promise<void> {
  const { email, password } = ADMIN;
  if ((await User.count({ where: { email } })) > 0) return;
  await UserFactory.admin().create({ email, password: await PasswordService.hash(password) });
}

/** Users who came a minute apart, as they would be sorted in life. */
async function addUsers(count: number, from: number): Promise<void> {
  const users = await UserFactory.state((index) => ({ createdAt: clock.in(-(from + index) * MINUTE) })).makeMany(count);
  await User.bulkCreate(users.map((user) => user.get()));
}

await prepareDatabase({ migrate: true });
await addAdmin();
for (let count = await User.count(); count < USERS; count += BATCH)
  await addUsers(Math.min(BATCH, USERS - count), count);
await sequelize.query('ANALYZE');
await sequelize.close();
