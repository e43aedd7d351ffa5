/** Seconds during which a soft-deleted account can be restored. Afterwards its personal data is erased. */
export const RESTORE_WINDOW = 30 * 86_400;

/** Returns the time at which the personal data of an account that was deleted then is due to be erased. */
export function purgeDate(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + RESTORE_WINDOW * 1_000);
}
