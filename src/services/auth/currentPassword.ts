import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import type { User } from '../../models/users/User.js';
import AuditService from '../../audit/AuditService.js';

/** A token can be stolen: what would keep its owner out asks for the password again. @throws ValidationFailed */
export async function assertCurrentPassword(user: User, password: string): Promise<void> {
  const matches = await user.verifyPassword(password);
  if (matches) return;
  await AuditService.record({ action: 'auth.password-refused', subject: user, actorId: user.id });
  throw ValidationFailed.forField('currentPassword', 'Is not correct');
}
