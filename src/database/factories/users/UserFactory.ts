import { faker } from '@faker-js/faker/locale/en';
import { type Role, type Status, User } from '../../../models/users/User.js';
import PasswordService from '../../../services/auth/PasswordService.js';
import { clock } from '../../../utils/clock.js';
import { encrypt } from '../../../security/encryption.js';
import { Factory, type Values } from '../Factory.js';

/** With which every made user can log in. */
export const PASSWORD = 'lumina123';

/** What the authenticator app of every made user knows that has one. */
export const APP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const hashes = new Map<string, Promise<string>>();

/** Each password is hashed once, however many users have it. */
function hashed(password: string): Promise<string> {
  const known = hashes.get(password) ?? PasswordService.hash(password);
  hashes.set(password, known);
  return known;
}

class UserFactory extends Factory<User> {
  public readonly model = User;

  protected async definition(number: number): Promise<Values<User>> {
    return {
      firstname: faker.person.firstName(),
      lastname: faker.person.lastName(),
      email: `user${number}.${faker.string.alphanumeric(8).toLowerCase()}@example.com`,
      password: await hashed(PASSWORD),
      emailVerifiedAt: clock.now(),
    };
  }

  public admin(): this {
    return this.as('admin');
  }

  public manager(): this {
    return this.as('manager');
  }

  public as(role: Role): this {
    return this.state({ role });
  }

  public unverified(): this {
    return this.state({ emailVerifiedAt: null });
  }

  public withTwoFactor(): this {
    return this.state(() => ({
      twoFactorSecret: encrypt(APP_SECRET, 'two-factor'),
      twoFactorConfirmedAt: clock.now(),
    }));
  }

  public suspended(): this {
    return this.in('suspended');
  }

  public in(status: Status): this {
    return this.state({ status });
  }
}

export default new UserFactory();
