import type { NotificationClass, NotificationContent } from './NotificationClass.js';

export class UnknownNotification extends Error {
  public constructor(type: string) {
    super(`Unknown notification ${type}. Register its class under \`notifications\` in a module`);
  }
}

const classes = new Map<string, NotificationClass>();

/** Registers classes, so that jobs, lists and preferences find them by type. */
export function registerNotifications(registered: readonly NotificationClass[]): void {
  for (const one of registered) classes.set(one.type, one);
}

export function notificationClasses(): NotificationClass[] {
  return [...classes.values()];
}

/** Rebuilds a stored notification from its type and data. @throws UnknownNotification */
export function rebuildNotification(type: string, data: object): NotificationContent {
  const Class = classes.get(type);
  if (!Class) throw new UnknownNotification(type);
  // The data was typed when it was sent. Here only its class knows the type.
  return new Class(data as never);
}
