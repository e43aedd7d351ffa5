import { transaction } from '../../database/transaction.js';
import { SendAccountDeletedMail } from '../../jobs/privacy/SendAccountDeletedMail.js';
import type { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import AuditService from '../../audit/AuditService.js';
import { assertCurrentPassword } from '../auth/currentPassword.js';
import type { PersonalData } from './PersonalData.js';
import { personalData } from './registry.js';
import UserService from '../users/UserService.js';

/** Of the user's own row: all but the secrets. */
function presentAccount(user: User): object {
  const { id, firstname, lastname, email, emailVerifiedAt, role, status, plan, avatar } = user;
  const { lastLoginAt, createdAt, updatedAt } = user;
  const moments = { emailVerifiedAt, lastLoginAt, createdAt, updatedAt };
  return { id, firstname, lastname, email, role, status, plan, avatar, ...moments };
}

async function* streamPart(part: PersonalData, user: User, signal: AbortSignal): AsyncGenerator<string> {
  yield `,${JSON.stringify(part.name)}:[`;
  let separator = '';
  for await (const record of part.export(user, signal)) {
    yield separator + JSON.stringify(record);
    separator = ',';
  }
  yield ']';
}

/** What users can do about the data that is kept of them. */
class PrivacyService {
  /** All that is known of the user, as pieces of a JSON text: it may be more than fits in memory. */
  public async *export(user: User, signal: AbortSignal): AsyncGenerator<string> {
    await AuditService.record({ action: 'user.exported', subject: user, actorId: user.id });
    yield `{"exportedAt":${JSON.stringify(clock.now())},"user":${JSON.stringify(presentAccount(user))}`;
    for (const part of personalData()) yield* streamPart(part, user, signal);
    yield '}';
  }

  /**
   * Puts the user's own account away and signs every device out; it can be restored for a while.
   *
   * @throws ValidationFailed for a wrong password, NotFound, or Conflict for the last administrator
   */
  public async deleteOwn(user: User, currentPassword: string): Promise<void> {
    await assertCurrentPassword(user, currentPassword);
    await transaction(async () => {
      await UserService.delete(user);
      await SendAccountDeletedMail.dispatch({ userId: user.id });
    });
  }
}

export default new PrivacyService();
