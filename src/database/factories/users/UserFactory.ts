import { faker } from '@faker-js/faker/locale/en';
import { type Role, type Status, User } from '../../../models/users/User.js';
import { encrypt } from '../../../security/encryption.js';
import PasswordService from '../../../services/auth/PasswordService.js';
import { clock } from '../../../utils/clock.js';
import { Factory, type Values } from '../Factory.js';

/** The password of every user that this factory creates. */
export const FACTORY_PASSWORD = 'lumina123';

/** The TOTP secret of users with two-factor authentication. */
export const FACTORY_TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

const hashes = new Map<string, Promise<string>>();

/** Caches the hashes, because hashing is slow. */
function hashOnce(password: string): Promise<string> {
  const hash = hashes.get(password) ?? PasswordService.hash(password);
  hashes.set(password, hash);
  return hash;
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
