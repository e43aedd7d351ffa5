import AuditService from '../../audit/AuditService.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import type { User } from '../../models/users/User.js';

/** Reauthenticates before sensitive changes, because an access token can be stolen. @throws ValidationFailed */
export async function assertCurrentPassword(user: User, password: string): Promise<void> {
  const matches = await user.verifyPassword(password);
  if (matches) return;
  await AuditService.record({ action: 'auth.password-refused', subject: user, actorId: user.id });
  throw ValidationFailed.forField('currentPassword', 'Is incorrect');
}
