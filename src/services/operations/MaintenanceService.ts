import { existsSync, readFileSync, rmSync, watchFile, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { appConfig } from '../../config/app.js';
import { redisConfig } from '../../config/redis.js';
import { SharedText } from '../../drivers/redis/SharedValue.js';
import { logger } from '../../logging/logger.js';

const MaintenanceState = z.object({
  message: z.string().default('Lumina is down for maintenance and will be back soon'),
  /** Seconds. */
  retryAfter: z.int().positive().default(60),
});

type MaintenanceState = z.output<typeof MaintenanceState>;

/** Whom a change reached: the servers of this machine, or with Redis those of all machines. */
type Reach = 'this machine' | 'all machines';

/** Milliseconds until every running server knows of a change; polling works on every file system. */
export const NOTICED_WITHIN = 250;

/** What the machines share while they are up. */
const UP = 'up';

const { lockFile } = appConfig.maintenance;

/** An empty or unreadable lock file closes the house all the same. */
function parse(text: string): MaintenanceState {
  try {
    return MaintenanceState.parse(JSON.parse(text));
  } catch {
    return MaintenanceState.parse({});
  }
}

/**
 * Whether the application is down for maintenance: on this machine, as `maintenance.lock` says, or with Redis on all
 * machines. Both are read when they change, never for a request.
 */
class MaintenanceService {
  private here = this.read();
  private everywhere: MaintenanceState | undefined;
  private readonly shared = redisConfig.url ? new SharedText('maintenance', (text) => this.learn(text)) : undefined;

  public constructor() {
    watchFile(lockFile, { persistent: false, interval: NOTICED_WITHIN }, () => (this.here = this.read()));
  }

  public get state(): MaintenanceState | undefined {
    return this.here ?? this.everywhere;
  }

  /** Follows what the machines share; it is known when this is done. */
  public async follow(): Promise<void> {
    await this.shared?.follow();
  }

  /** Without Redis, or while it is away, this machine alone goes down. */
  public async down(state: Partial<MaintenanceState>): Promise<Reach> {
    const text = JSON.stringify(state);
    if (this.shared && (await this.tell(this.shared, text))) return 'all machines';
    writeFileSync(lockFile, text);
    this.here = this.read();
    return 'this machine';
  }

  /** What all machines share can only be changed while Redis is there. */
  public async up(): Promise<Reach> {
    rmSync(lockFile, { force: true });
    this.here = this.read();
    return this.shared && (await this.tell(this.shared, UP)) ? 'all machines' : 'this machine';
  }

  private async tell(shared: SharedText, text: string): Promise<boolean> {
    try {
      await shared.set(text);
      return true;
    } catch (error) {
      logger.warn('The other machines could not be told of the maintenance', { reason: String(error) });
      return false;
    }
  }

  private learn(text: string): void {
    this.everywhere = text === UP ? undefined : parse(text);
  }

  private read(): MaintenanceState | undefined {
    try {
      return parse(readFileSync(lockFile, 'utf8'));
    } catch {
      return existsSync(lockFile) ? parse('') : undefined;
    }
  }
}

const service = new MaintenanceService();
// Before the first request: a server that starts during maintenance must not answer any.
await service.follow();

export default service;
