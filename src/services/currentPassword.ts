import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import type { User } from '../models/User.js';

/** A token can be stolen: what would keep its owner out asks for the password again. @throws ValidationFailed */
export async function assertCurrentPassword(user: User, password: string): Promise<void> {
  const matches = await user.verifyPassword(password);
  if (!matches) throw ValidationFailed.of('currentPassword', 'Is not correct');
}
