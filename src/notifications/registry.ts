import type { NotificationClass, NotificationContent } from './NotificationClass.js';

export class UnknownNotification extends Error {
  public constructor(type: string) {
    super(`There is no notification ${type}: a module has to name its class under notifications`);
  }
}

const classes = new Map<string, NotificationClass>();

/** Makes classes known to those who only have a type: jobs, lists and preferences. */
export function registerNotifications(known: readonly NotificationClass[]): void {
  for (const one of known) classes.set(one.type, one);
}

export function notificationClasses(): NotificationClass[] {
  return [...classes.values()];
}

/** The notification of a type, with the data that its class once took. @throws UnknownNotification */
export function rebuildNotification(type: string, data: object): NotificationContent {
  const Class = classes.get(type);
  if (!Class) throw new UnknownNotification(type);
  // The data was typed when it was sent; here only its class knows what it is.
  return new Class(data as never);
}
