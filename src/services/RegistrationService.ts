import { UniqueConstraintError } from 'sequelize';
import { transaction } from '../database/transaction.js';
import { SendAccountExistsMail } from '../jobs/SendAccountExistsMail.js';
import { User } from '../models/User.js';
import { randomToken } from '../utils/random.js';
import UserService, { type NewUser } from './UserService.js';

class TakenBack extends Error {}

/** Accounts that wait for the confirmation of their address: nobody is told which addresses have one already. */
class RegistrationService {
  /** Creates the account, or tells the owner of the address that there is one. @throws ValidationFailed */
  public async request(values: NewUser): Promise<void> {
    const hash = await UserService.hashed(values);
    if (await this.isTaken(values.email)) await this.rehearse(values, hash);
    else if (await this.hasInserted(values, hash)) return;
    const owner = await User.findOne({ where: { email: values.email } });
    await SendAccountExistsMail.dispatch({ userId: owner?.id ?? 0 });
  }

  private async isTaken(email: string): Promise<boolean> {
    return (await User.count({ where: { email }, paranoid: false })) > 0;
  }

  private async hasInserted(values: NewUser, hash: string): Promise<boolean> {
    try {
      await UserService.insert(values, hash);
      return true;
    } catch (error) {
      if (error instanceof UniqueConstraintError) return false;
      throw error;
    }
  }

  /** Does all that a new account takes, and takes it back: the answer's time must not tell the two apart. */
  private async rehearse(values: NewUser, hash: string): Promise<void> {
    const rehearsal = transaction(async () => {
      await UserService.insert({ ...values, email: `${randomToken()}@lumina.invalid` }, hash);
      throw new TakenBack();
    });
    await rehearsal.catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  }
}

export default new RegistrationService();
