import { atMostEvery } from '../../utils/cacheFor.js';
import { logger } from '../../logging/logger.js';
import { withTimeout } from '../../utils/withTimeout.js';
import { type Probe, probes } from './healthChecks.js';

interface Check {
  state: 'up' | 'down';
  driver: string;
  required: boolean;
  /** Milliseconds that the answer took. */
  latency: number;
}

interface Readiness {
  /** `degraded`: requests are served, but something that they can do without is down. */
  status: 'ok' | 'degraded' | 'unavailable';
  checks: Record<string, Check>;
}

/** Milliseconds. */
const TIMEOUT = 3_000;
const MEMORY = 1_000;

const down = new Set<string>();

/** Says once that a part is down, and once that it is back, however often it is asked. */
function tell(name: string, error?: unknown): void {
  if (error && !down.has(name)) logger.warn(`Health check failed: ${name}`, { error });
  if (!error && down.delete(name)) logger.info(`Health check passes again: ${name}`);
  if (error) down.add(name);
}

async function works({ name, ask }: Probe): Promise<boolean> {
  try {
    await withTimeout(TIMEOUT, ask());
    tell(name);
    return true;
  } catch (error) {
    tell(name, error);
    return false;
  }
}

async function check(probe: Probe): Promise<Check> {
  const start = performance.now();
  const state = (await works(probe)) ? 'up' : 'down';
  const latency = Math.round(performance.now() - start);
  return { state, driver: probe.driver, required: probe.isRequired, latency };
}

function statusOf(checks: readonly Check[]): Readiness['status'] {
  const failed = checks.filter(({ state }) => state === 'down');
  if (failed.some(({ required }) => required)) return 'unavailable';
  return failed.length > 0 ? 'degraded' : 'ok';
}

async function examine(): Promise<Readiness> {
  const checks = await Promise.all(probes.map(check));
  const named = probes.map(({ name }, index) => [name, checks[index]]);
  return { status: statusOf(checks), checks: Object.fromEntries(named) as Record<string, Check> };
}

class HealthService {
  /** Whether everything that requests need is there; looked at anew at most once a second, however many ask. */
  public readonly readiness = atMostEvery(MEMORY, examine);
}

export default new HealthService();
