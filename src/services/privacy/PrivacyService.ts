import AuditService from '../../audit/AuditService.js';
import { exportedColumns } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { AccountDeletedMail } from '../../mail/privacy/AccountDeletedMail.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { assertCurrentPassword } from '../auth/currentPassword.js';
import UserService from '../users/UserService.js';
import type { PersonalData } from './PersonalData.js';
import { personalData } from './registry.js';

/** The user's own row, without secrets. */
function presentAccount(user: User): object {
  return Object.fromEntries(exportedColumns(User).map((name) => [name, user.get(name)]));
}

async function* streamPart(part: PersonalData, user: User, signal: AbortSignal): AsyncGenerator<string> {
  if (!part.export) return;
  yield `,${JSON.stringify(part.name)}:[`;
  let separator = '';
  for await (const record of part.export(user, signal)) {
    yield separator + JSON.stringify(record);
    separator = ',';
  }
  yield ']';
}

/** Export and deletion of a user's own account (GDPR). */
class PrivacyService {
  /** Yields the user's personal data as chunks of JSON, because it may not fit in memory. */
  public async *export(user: User, signal: AbortSignal): AsyncGenerator<string> {
    await AuditService.record({ action: 'user.exported', subject: user, actorId: user.id });
    yield `{"exportedAt":${JSON.stringify(clock.now())},"user":${JSON.stringify(presentAccount(user))}`;
    for (const part of personalData()) yield* streamPart(part, user, signal);
    yield '}';
  }

  /**
   * Soft-deletes the user's own account and revokes all sessions. Administrators can restore it for a while.
   *
   * @throws ValidationFailed for a wrong password, NotFound, or Conflict for the last administrator
   */
  public async deleteOwn(user: User, currentPassword: string): Promise<void> {
    await assertCurrentPassword(user, currentPassword);
    await transaction(async () => {
      await UserService.delete(user);
      await AccountDeletedMail.dispatch({ userId: user.id });
    });
  }
}

export default new PrivacyService();
