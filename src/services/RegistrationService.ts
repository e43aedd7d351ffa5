import { UniqueConstraintError } from 'sequelize';
import { SendAccountExistsMail } from '../jobs/SendAccountExistsMail.js';
import { User } from '../models/User.js';
import PasswordService from './PasswordService.js';
import { assertNotGuessable } from './PasswordPolicy.js';
import UserService, { type NewUser } from './UserService.js';

/** Accounts that wait for the confirmation of their address: nobody is told which addresses have one already. */
class RegistrationService {
  /** Creates the account, or tells the owner of the address that there is one. @throws ValidationFailed */
  public async request(values: NewUser): Promise<void> {
    if (await this.isTaken(values.email)) return this.tellOwner(values);
    try {
      await UserService.create(values);
    } catch (error) {
      if (!(error instanceof UniqueConstraintError)) throw error;
      await this.tellOwner(values);
    }
  }

  private async isTaken(email: string): Promise<boolean> {
    return (await User.count({ where: { email }, paranoid: false })) > 0;
  }

  private async tellOwner({ email, password, ...names }: NewUser): Promise<void> {
    await assertNotGuessable(password, { email, ...names }, 'password');
    // As long as a new account would take: the answer's time must not tell the two apart.
    await PasswordService.hash(password);
    const owner = await User.findOne({ where: { email } });
    await SendAccountExistsMail.dispatch({ userId: owner?.id ?? 0 });
  }
}

export default new RegistrationService();
