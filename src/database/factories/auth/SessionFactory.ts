import { authConfig } from '../../../config/auth.js';
import { Session } from '../../../models/auth/Session.js';
import TokenService from '../../../services/auth/TokenService.js';
import { clock } from '../../../utils/clock.js';
import { randomToken } from '../../../utils/random.js';
import { Factory, type Values } from '../Factory.js';
import UserFactory from '../users/UserFactory.js';

class SessionFactory extends Factory<Session> {
  public readonly model = Session;

  protected definition(): Values<Session> {
    return {
      userId: UserFactory,
      familyHash: TokenService.hash(randomToken()),
      tokenHash: TokenService.hash(randomToken()),
      lastUsedAt: clock.now(),
      expiresAt: clock.in(authConfig.refreshToken.expiresIn),
      ip: '127.0.0.1',
      userAgent: 'lumina-tests',
    };
  }

  public expired(): this {
    return this.state({ expiresAt: clock.in(-1) });
  }

  public revoked(): this {
    return this.state({ revokedAt: clock.now() });
  }
}

export default new SessionFactory();
