import { type CreationAttributes, UniqueConstraintError } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { type Editor, editableValues, type NewValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { VerifyEmailMail } from '../../mail/auth/VerifyEmailMail.js';
import { AccountExistsMail } from '../../mail/users/AccountExistsMail.js';
import { GettingStartedMail } from '../../mail/users/GettingStartedMail.js';
import { WelcomeMail } from '../../mail/users/WelcomeMail.js';
import { User } from '../../models/users/User.js';
import { WelcomeNotification } from '../../notifications/users/WelcomeNotification.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import AuthService, { type IssuedTokens } from '../auth/AuthService.js';
import { assertNotGuessable } from '../auth/PasswordPolicy.js';
import PasswordService from '../auth/PasswordService.js';
import type { ClientInfo } from '../auth/SessionService.js';

/** A new user; the password is plain text. */
export type NewUser = NewValues<User>;

type VerifiedUser = Pick<NewUser, 'firstname' | 'lastname' | 'email'>;

/** Milliseconds. */
const DAY = 86_400_000;

class RollBack extends Error {}

/** User registration. */
class RegistrationService {
  /**
   * Creates the user and welcomes them. Email addresses of deleted users stay taken, so that they can be restored.
   *
   * @param editor decides which columns the values may set
   * @throws DuplicateEntry, ValidationFailed
   */
  public async create(values: NewUser, editor: Editor = 'owner'): Promise<User> {
    return this.insert(values, await this.hashPassword(values), editor);
  }

  /**
   * Creates the user and logs them in.
   *
   * @throws DuplicateEntry if the email is taken, ValidationFailed for a password that is easily guessed
   */
  public async register(values: NewUser, client: ClientInfo): Promise<IssuedTokens> {
    return AuthService.signInNew(await this.create(values), client);
  }

  /**
   * Creates a user without a password, whose email address another provider has verified.
   *
   * @throws DuplicateEntry
   */
  public createVerified({ firstname, lastname, email }: VerifiedUser): Promise<User> {
    const emailVerifiedAt = clock.now();
    return this.store({ firstname, lastname, email, emailVerifiedAt, password: PasswordService.unusableHash() });
  }

  /**
   * Creates a user whose email address must be confirmed. Only its owner learns that an address is taken.
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

  /** Hashes the password of a new user. @throws ValidationFailed if it is easily guessed */
  private async hashPassword({ password, ...owner }: NewUser): Promise<string> {
    await assertNotGuessable(password, owner, 'password');
    return PasswordService.hash(password);
  }

  /** @throws DuplicateEntry */
  private insert(values: NewUser, password: string, editor: Editor = 'owner'): Promise<User> {
    return this.store({ ...editableValues(User, values, editor), password });
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

  /** Dummy insert against enumeration: inserts an account and rolls it back, so that both cases take the same time. */
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
