import { User } from '../../../models/users/User.js';
import UserFactory, { FACTORY_PASSWORD } from '../../factories/users/UserFactory.js';
import type { Seeder } from '../Seeder.js';

const ADMIN_EMAIL = 'admin@lumina.com';
const USER_COUNT = 20;

/** Roles of the first users; all others have the role `user`. */
const ROLES = ['manager', 'moderator', 'seller'] as const;

async function isMissing(email: string): Promise<boolean> {
  return (await User.count({ where: { email }, paranoid: false })) === 0;
}

class UserSeeder implements Seeder {
  public async run(): Promise<string | undefined> {
    let added = 0;
    if (await isMissing(ADMIN_EMAIL)) {
      await UserFactory.admin().create({ firstname: 'Lumina', lastname: 'Admin', email: ADMIN_EMAIL });
      added += 1;
    }
    for (let number = 1; number <= USER_COUNT; number += 1) {
      const email = `user${number}@lumina.com`;
      if (!(await isMissing(email))) continue;
      await UserFactory.withRole(ROLES[number - 1] ?? 'user').create({ email });
      added += 1;
    }
    return added > 0
      ? `${added} users: ${ADMIN_EMAIL} and user1@lumina.com to user${USER_COUNT}@lumina.com, password ${FACTORY_PASSWORD}`
      : undefined;
  }
}

export default new UserSeeder();
