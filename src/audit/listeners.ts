import { afterCommit } from '../database/transaction.js';
import type { ApplicationEvent } from './RecordAudit.js';

/** Reacts to audited actions. A module lists its listeners in its manifest. */
export interface EventListener {
  /** The actions that it reacts to, such as `auth.login`. */
  on: readonly string[];
  /**
   * `inTransaction`: before the change commits; an error rolls it back. `afterCommit`: never after a rollback; an error
   * is logged and not retried, so enqueue a job for work that must not be lost.
   */
  timing: 'inTransaction' | 'afterCommit';
  handle: (event: ApplicationEvent) => Promise<void> | void;
}

const listeners = new Map<string, EventListener[]>();

export function registerListeners(added: readonly EventListener[]): void {
  for (const listener of added)
    for (const action of listener.on) listeners.set(action, [...listenersOn(action), listener]);
}

/** The listeners on an action, in the order of registration. */
export function listenersOn(action: string): readonly EventListener[] {
  return listeners.get(action) ?? [];
}

/** Runs the listeners on the event's action, or schedules them for the commit, as each says. */
export async function notifyListeners(event: ApplicationEvent): Promise<void> {
  for (const { timing, handle } of listenersOn(event.action)) {
    if (timing === 'afterCommit') await afterCommit(() => handle(event));
    else await handle(event);
  }
}
