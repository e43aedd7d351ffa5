/** Keeps the state of maintenance where other processes find it. */
export interface MaintenanceDriver {
  /** The last known state as JSON; undefined while the application is up. */
  readonly text: string | undefined;
  /** Follows the changes of other processes. The state is known when this resolves, if it can be read. */
  start: () => Promise<void>;
  /** @throws if the other processes cannot be told */
  down: (text: string) => Promise<void>;
  /** @throws if the other processes cannot be told */
  up: () => Promise<void>;
}
