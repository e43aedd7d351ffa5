import { User } from '../../../models/users/User.js';
import UserFactory, { PASSWORD } from '../../factories/users/UserFactory.js';
import type { Seeder } from '../Seeder.js';

const ADMIN = 'admin@lumina.com';
const USERS = 20;

/** The first ones show what other roles see; everybody else is an ordinary user. */
const ROLES = ['manager', 'moderator', 'seller'] as const;

async function isMissing(email: string): Promise<boolean> {
  return (await User.count({ where: { email }, paranoid: false })) === 0;
}

class UserSeeder implements Seeder {
  public async run(): Promise<string | undefined> {
    let added = 0;
    if (await isMissing(ADMIN)) {
      await UserFactory.admin().create({ firstname: 'Lumina', lastname: 'Admin', email: ADMIN });
      added += 1;
    }
    for (let number = 1; number <= USERS; number += 1) {
      const email = `user${number}@lumina.com`;
      if (!(await isMissing(email))) continue;
      await UserFactory.as(ROLES[number - 1] ?? 'user').create({ email });
      added += 1;
    }
    return added > 0
      ? `${added} users: ${ADMIN} and user1@lumina.com to user${USERS}@lumina.com, password ${PASSWORD}`
      : undefined;
  }
}

export default new UserSeeder();
