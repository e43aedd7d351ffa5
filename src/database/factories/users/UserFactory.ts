import { faker } from '@faker-js/faker/locale/en';
import { type Role, type Status, User } from '../../../models/users/User.js';
import PasswordService from '../../../services/auth/PasswordService.js';
import { clock } from '../../../utils/clock.js';
import { encrypt } from '../../../security/encryption.js';
import { Factory, type Values } from '../Factory.js';

/** With which every made user can log in. */
export const FACTORY_PASSWORD = 'lumina123';

/** What the authenticator app of every made user knows that has one. */
export const FACTORY_TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const hashes = new Map<string, Promise<string>>();

/** Each password is hashed once, however many users have it. */
function hashOnce(password: string): Promise<string> {
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
      password: await hashOnce(FACTORY_PASSWORD),
      emailVerifiedAt: clock.now(),
    };
  }

  public admin(): this {
    return this.withRole('admin');
  }

  public manager(): this {
    return this.withRole('manager');
  }

  public withRole(role: Role): this {
    return this.state({ role });
  }

  public unverified(): this {
    return this.state({ emailVerifiedAt: null });
  }

  public withTwoFactor(): this {
    return this.state(() => ({
      twoFactorSecret: encrypt(FACTORY_TOTP_SECRET, 'two-factor'),
      twoFactorConfirmedAt: clock.now(),
    }));
  }

  public suspended(): this {
    return this.withStatus('suspended');
  }

  public withStatus(status: Status): this {
    return this.state({ status });
  }
}

export default new UserFactory();
