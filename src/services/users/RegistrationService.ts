import { type CreationAttributes, UniqueConstraintError } from 'sequelize';
import { transaction } from '../../database/transaction.js';
import { AccountExistsMail } from '../../mail/users/AccountExistsMail.js';
import { GettingStartedMail } from '../../mail/users/GettingStartedMail.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { WelcomeMail } from '../../mail/users/WelcomeMail.js';
import { type Role, type Status, User } from '../../models/users/User.js';
import { WelcomeNotification } from '../../notifications/users/WelcomeNotification.js';
import { clock } from '../../utils/clock.js';
import { omitUndefined } from '../../utils/omitUndefined.js';
import { randomToken } from '../../utils/random.js';
import AuditService from '../../audit/AuditService.js';
import AuthService, { type IssuedTokens } from '../auth/AuthService.js';
import { assertNotGuessable } from '../auth/PasswordPolicy.js';
import PasswordService from '../auth/PasswordService.js';
import type { ClientInfo } from '../auth/SessionService.js';

export interface NewUser {
  firstname: string;
  lastname: string;
  email: string;
  /** In clear. */
  password: string;
  role?: Role | undefined;
  status?: Status | undefined;
}

type VerifiedUser = Pick<NewUser, 'firstname' | 'lastname' | 'email'>;

/** Milliseconds. */
const DAY = 86_400_000;

class RollBack extends Error {}

/** How accounts come into being. */
class RegistrationService {
  /**
   * Creates the user and greets them. The e-mails of deleted users stay taken, so that each can be restored.
   *
   * @throws DuplicateEntry, ValidationFailed
   */
  public async create(values: NewUser): Promise<User> {
    return this.insert(values, await this.hashPassword(values));
  }

  /**
   * Creates the user and signs them in.
   *
   * @throws DuplicateEntry if the email is taken, ValidationFailed for a password that is easily guessed
   */
  public async register(values: NewUser, device: ClientInfo): Promise<IssuedTokens> {
    return AuthService.signInNew(await this.create(values), device);
  }

  /**
   * As create(), for somebody whose e-mail another provider has verified, and who has no password.
   *
   * @throws DuplicateEntry
   */
  public createVerified({ firstname, lastname, email }: VerifiedUser): Promise<User> {
    const emailVerifiedAt = clock.now();
    return this.store({ firstname, lastname, email, emailVerifiedAt, password: PasswordService.unusableHash() });
  }

  /**
   * As create(), where addresses must be confirmed: nobody is told which have an account already, but their owners.
   *
   * @throws ValidationFailed
   */
  public async registerUnverified(values: NewUser): Promise<void> {
    const hash = await this.hashPassword(values);
    if (await this.isTaken(values.email)) await this.simulateInsert(values, hash);
    else if (await this.tryInsert(values, hash)) return;
    const owner = await User.findOne({ where: { email: values.email } });
    await AccountExistsMail.dispatch({ userId: owner?.id ?? 0 });
  }

  /** The hash of the password that a new user wants. @throws ValidationFailed */
  private async hashPassword({ password, ...owner }: NewUser): Promise<string> {
    await assertNotGuessable(password, owner, 'password');
    return PasswordService.hash(password);
  }

  /** The part of create() that writes. @throws DuplicateEntry */
  private insert({ firstname, lastname, email, role, status }: NewUser, password: string): Promise<User> {
    return this.store({ firstname, lastname, email, password, ...omitUndefined({ role, status }) });
  }

  private store(values: CreationAttributes<User>): Promise<User> {
    return transaction(async () => {
      const user = await User.create(values);
      await AuditService.record({ action: 'user.created', subject: user, after: user.auditable() });
      if (!user.emailVerifiedAt) await VerifyEmailMail.dispatch({ userId: user.id, email: user.email });
      await new WelcomeNotification({}).notify(user);
      await WelcomeMail.dispatch({ userId: user.id });
      await GettingStartedMail.dispatch({ userId: user.id }, { delay: DAY });
      return user;
    });
  }

  private async isTaken(email: string): Promise<boolean> {
    return (await User.count({ where: { email }, paranoid: false })) > 0;
  }

  private async tryInsert(values: NewUser, hash: string): Promise<boolean> {
    try {
      await this.insert(values, hash);
      return true;
    } catch (error) {
      if (error instanceof UniqueConstraintError) return false;
      throw error;
    }
  }

  /** Does all that a new account takes, and takes it back: the answer's time must not tell the two apart. */
  private async simulateInsert(values: NewUser, hash: string): Promise<void> {
    const simulation = transaction(async () => {
      await this.insert({ ...values, email: `${randomToken()}@lumina.invalid` }, hash);
      throw new RollBack();
    });
    await simulation.catch((error: unknown) => {
      if (!(error instanceof RollBack)) throw error;
    });
  }
}

export default new RegistrationService();
