import { existsSync, readFileSync, rmSync, watchFile, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { appConfig } from '../../config/app.js';
import { redisConfig } from '../../config/redis.js';
import { SharedValue } from '../../drivers/redis/SharedValue.js';
import { logger } from '../../logging/logger.js';

const MaintenanceState = z.object({
  message: z.string().default('Lumina is down for maintenance and will be back soon'),
  /** Seconds. */
  retryAfter: z.int().positive().default(60),
});

type MaintenanceState = z.output<typeof MaintenanceState>;

/** Whom a change reached: the servers of this machine, or with Redis those of all machines. */
type MaintenanceScope = 'this machine' | 'all machines';

/** Milliseconds until every running server knows of a change; polling works on every file system. */
export const POLL_INTERVAL = 250;

/** What the machines share while they are up. */
const UP_MARKER = 'up';

const { lockFile } = appConfig.maintenance;

/** An empty or unreadable lock file closes the house all the same. */
function parseState(text: string): MaintenanceState {
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
  private localState = this.readLockFile();
  private sharedState: MaintenanceState | undefined;
  private readonly sharedValue = redisConfig.url
    ? new SharedValue('maintenance', (text) => this.applyShared(text))
    : undefined;

  public constructor() {
    watchFile(lockFile, { persistent: false, interval: POLL_INTERVAL }, () => (this.localState = this.readLockFile()));
  }

  public get state(): MaintenanceState | undefined {
    return this.localState ?? this.sharedState;
  }

  /** Follows what the machines share; it is known when this is done. */
  public async subscribe(): Promise<void> {
    await this.sharedValue?.subscribe();
  }

  /** Without Redis, or while it is away, this machine alone goes down. */
  public async down(state: Partial<MaintenanceState>): Promise<MaintenanceScope> {
    const text = JSON.stringify(state);
    if (this.sharedValue && (await this.publish(this.sharedValue, text))) return 'all machines';
    writeFileSync(lockFile, text);
    this.localState = this.readLockFile();
    return 'this machine';
  }

  /** What all machines share can only be changed while Redis is there. */
  public async up(): Promise<MaintenanceScope> {
    rmSync(lockFile, { force: true });
    this.localState = this.readLockFile();
    return this.sharedValue && (await this.publish(this.sharedValue, UP_MARKER)) ? 'all machines' : 'this machine';
  }

  private async publish(shared: SharedValue, text: string): Promise<boolean> {
    try {
      await shared.set(text);
      return true;
    } catch (error) {
      logger.warn('The other machines could not be told of the maintenance', { reason: String(error) });
      return false;
    }
  }

  private applyShared(text: string): void {
    this.sharedState = text === UP_MARKER ? undefined : parseState(text);
  }

  private readLockFile(): MaintenanceState | undefined {
    try {
      return parseState(readFileSync(lockFile, 'utf8'));
    } catch {
      return existsSync(lockFile) ? parseState('') : undefined;
    }
  }
}

const service = new MaintenanceService();
// Before the first request: a server that starts during maintenance must not answer any.
await service.subscribe();

export default service;
