import { z } from 'zod';
import { localMaintenance, sharedMaintenance } from '../../drivers/maintenance/index.js';
import { logger } from '../../logging/logger.js';

export { POLL_INTERVAL } from '../../drivers/maintenance/index.js';

const MaintenanceState = z.object({
  message: z.string().default('Lumina is down for maintenance and will be back soon'),
  /** Seconds. */
  retryAfter: z.int().positive().default(60),
});

type MaintenanceState = z.output<typeof MaintenanceState>;

/** The servers that a change reached: those of this machine, or with Redis those of all machines. */
type MaintenanceScope = 'this machine' | 'all machines';

/** An empty or malformed text takes the application down too, with the defaults. */
function parseState(text: string): MaintenanceState {
  try {
    return MaintenanceState.parse(JSON.parse(text));
  } catch {
    return MaintenanceState.parse({});
  }
}

/** Takes the application down for maintenance, on this machine or, with Redis, on all machines. */
class MaintenanceService {
  private parsed: { text: string; state: MaintenanceState } | undefined;

  /** The last known state, which no request waits for; undefined while the application is up. */
  public get state(): MaintenanceState | undefined {
    const text = localMaintenance.text ?? sharedMaintenance?.text;
    if (text === undefined) return undefined;
    if (text !== this.parsed?.text) this.parsed = { text, state: parseState(text) };
    return this.parsed.state;
  }

  /** Follows changes from other processes. The state is known when this resolves. */
  public async start(): Promise<void> {
    await Promise.all([localMaintenance.start(), sharedMaintenance?.start()]);
  }

  /** Without Redis, or while it is unavailable, only this machine goes down. */
  public async down(state: Partial<MaintenanceState>): Promise<MaintenanceScope> {
    const text = JSON.stringify(state);
    if (await this.share(() => sharedMaintenance?.down(text))) return 'all machines';
    await localMaintenance.down(text);
    return 'this machine';
  }

  /** The shared state can change only while Redis is available. */
  public async up(): Promise<MaintenanceScope> {
    await localMaintenance.up();
    return (await this.share(() => sharedMaintenance?.up())) ? 'all machines' : 'this machine';
  }

  private async share(change: () => Promise<void> | undefined): Promise<boolean> {
    try {
      await change();
      return sharedMaintenance !== undefined;
    } catch (error) {
      logger.warn('Could not change the maintenance mode of other machines', { reason: String(error) });
      return false;
    }
  }
}

export default new MaintenanceService();
