import { SharedValue } from '../redis/SharedValue.js';
import type { MaintenanceDriver } from './MaintenanceDriver.js';

const UP_MARKER = 'up';

/** The state of all machines that share a Redis. */
export class RedisMaintenance implements MaintenanceDriver {
  public text: string | undefined;

  private readonly value = new SharedValue('maintenance', (text) => {
    this.text = text === UP_MARKER ? undefined : text;
  });

  public start(): Promise<void> {
    return this.value.subscribe();
  }

  public down(text: string): Promise<void> {
    return this.value.set(text);
  }

  public up(): Promise<void> {
    return this.value.set(UP_MARKER);
  }
}
