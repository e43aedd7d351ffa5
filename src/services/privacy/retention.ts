/** Seconds for which a deleted account can be brought back; after that its personal data is removed. */
export const RESTORE_WINDOW = 30 * 86_400;

/** When the personal data of an account that was deleted at this moment is due to be removed. */
export function purgeDate(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + RESTORE_WINDOW * 1_000);
}
