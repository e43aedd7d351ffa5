import { authConfig } from '../config/auth.js';
import { transaction } from '../database/transaction.js';
import { InvalidCredentials } from '../exceptions/InvalidCredentials.js';
import { User } from '../models/User.js';
import { clock } from '../utils/clock.js';
import { assertUsable } from './accountStatus.js';
import PasswordService from './PasswordService.js';
import SessionService, { type Device, type IssuedSession } from './SessionService.js';
import TokenService from './TokenService.js';
import UserService, { type NewUser } from './UserService.js';

/** What a client holds after it signed in. */
export interface SignedIn {
  user: User;
  accessToken: string;
  refreshToken: string;
  /** Seconds for which the access token is valid. */
  expiresIn: number;
}

function signedIn(user: User, { session, refreshToken }: IssuedSession): SignedIn {
  const accessToken = TokenService.issue(user, session);
  return { user, accessToken, refreshToken, expiresIn: authConfig.accessToken.expiresIn };
}

class AuthService {
  /** @throws InvalidCredentials, AccountPending, AccountRejected or AccountSuspended */
  public async login(email: string, password: string, device: Device): Promise<SignedIn> {
    const user = await User.findOne({ where: { email }, useMaster: true });
    const matches = await PasswordService.matches(password, user?.password);
    if (!user || !matches) throw new InvalidCredentials();
    return this.open(user, device);
  }

  /** @throws DuplicateEntry if the e-mail is taken, AccountPending if it must be approved first */
  public async register(values: NewUser, device: Device): Promise<SignedIn> {
    const user = await UserService.create(values);
    return this.open(user, device);
  }

  /** @throws InvalidToken, AccountPending, AccountRejected or AccountSuspended */
  public async refresh(refreshToken: string): Promise<SignedIn> {
    const { user, ...issued } = await SessionService.rotate(refreshToken);
    return signedIn(user, issued);
  }

  /** Under a lock on the user: whoever is suspended or deleted while the password was compared gets no session. */
  private open({ id }: User, device: Device): Promise<SignedIn> {
    return transaction(async () => {
      const user = await User.findByPk(id, { lock: true });
      if (!user) throw new InvalidCredentials();
      assertUsable(user);
      await user.update({ lastLoginAt: clock.now() }, { silent: true });
      return signedIn(user, await SessionService.start(user, device));
    });
  }
}

export default new AuthService();
