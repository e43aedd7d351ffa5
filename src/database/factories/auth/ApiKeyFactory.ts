import { ApiKey } from '../../../models/auth/ApiKey.js';
import TokenService from '../../../services/auth/TokenService.js';
import { clock } from '../../../utils/clock.js';
import { randomToken } from '../../../utils/random.js';
import { Factory, type Values } from '../Factory.js';
import UserFactory from '../users/UserFactory.js';

/** Keys whose secret is unknown. ApiKeyService.create() returns a usable key. */
class ApiKeyFactory extends Factory<ApiKey> {
  public readonly model = ApiKey;

  protected definition(number: number): Values<ApiKey> {
    return {
      userId: UserFactory,
      name: `Key ${number}`,
      prefix: `lum_1_${randomToken(6)}`,
      keyHash: TokenService.hash(randomToken()),
      scopes: 'read',
    };
  }

  public expired(): this {
    return this.state({ expiresAt: clock.in(-1) });
  }

  public revoked(): this {
    return this.state({ revokedAt: clock.now() });
  }
}

export default new ApiKeyFactory();
