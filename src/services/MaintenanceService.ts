import { existsSync, readFileSync, rmSync, watchFile, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { appConfig } from '../config/app.js';

const MaintenanceState = z.object({
  message: z.string().default('Lumina is down for maintenance and will be back soon'),
  /** Seconds. */
  retryAfter: z.int().positive().default(60),
});

type MaintenanceState = z.output<typeof MaintenanceState>;

/** Milliseconds until every running server knows of a change; polling works on every file system. */
export const NOTICED_WITHIN = 250;

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
 * Whether the application is down for maintenance, as `maintenance.lock` says. The file is read when it changes,
 * never for a request.
 */
class MaintenanceService {
  private current = this.read();

  public constructor() {
    watchFile(lockFile, { persistent: false, interval: NOTICED_WITHIN }, () => (this.current = this.read()));
  }

  public get state(): MaintenanceState | undefined {
    return this.current;
  }

  public down(state: Partial<MaintenanceState>): void {
    writeFileSync(lockFile, JSON.stringify(state));
    this.current = this.read();
  }

  public up(): void {
    rmSync(lockFile, { force: true });
    this.current = this.read();
  }

  private read(): MaintenanceState | undefined {
    try {
      return parse(readFileSync(lockFile, 'utf8'));
    } catch {
      return existsSync(lockFile) ? parse('') : undefined;
    }
  }
}

export default new MaintenanceService();
