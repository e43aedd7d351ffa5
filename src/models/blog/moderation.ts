import type { Role, User } from '../User.js';

/** Who looks after what others wrote. */
export const MODERATORS = ['admin', 'manager', 'moderator'] as const satisfies readonly Role[];

export function isModerator({ role }: User): boolean {
  return MODERATORS.some((one) => one === role);
}
