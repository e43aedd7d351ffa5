import { logger } from '../../logging/logger.js';
import { cacheFor } from '../../utils/cacheFor.js';
import { withTimeout } from '../../utils/withTimeout.js';
import { type HealthCheck, healthChecks } from './healthChecks.js';

interface Check {
  state: 'up' | 'down';
  driver: string;
  required: boolean;
  /** Milliseconds that the check took. */
  latency: number;
}

interface Readiness {
  /** `degraded`: requests are served, but something that they can do without is down. */
  status: 'ok' | 'degraded' | 'unavailable';
  checks: Record<string, Check>;
}

/** Milliseconds. */
const TIMEOUT = 3_000;
const CACHE_TTL = 1_000;

const failing = new Set<string>();

/** Logs only the transitions between up and down, because probes are frequent. */
function logTransition(name: string, error?: unknown): void {
  if (error && !failing.has(name)) logger.warn(`Health check failed: ${name}`, { error });
  if (!error && failing.delete(name)) logger.info(`Health check passes again: ${name}`);
  if (error) failing.add(name);
}

async function isUp({ name, run }: HealthCheck): Promise<boolean> {
  try {
    await withTimeout(TIMEOUT, run());
    logTransition(name);
    return true;
  } catch (error) {
    logTransition(name, error);
    return false;
  }
}

async function runCheck(check: HealthCheck): Promise<Check> {
  const start = performance.now();
  const state = (await isUp(check)) ? 'up' : 'down';
  const latency = Math.round(performance.now() - start);
  return { state, driver: check.driver, required: check.isRequired, latency };
}

function overallStatus(checks: readonly Check[]): Readiness['status'] {
  const failed = checks.filter(({ state }) => state === 'down');
  if (failed.some(({ required }) => required)) return 'unavailable';
  return failed.length > 0 ? 'degraded' : 'ok';
}

async function runChecks(): Promise<Readiness> {
  const checks = await Promise.all(healthChecks.map(runCheck));
  const entries = healthChecks.map(({ name }, index) => [name, checks[index]]);
  return { status: overallStatus(checks), checks: Object.fromEntries(entries) as Record<string, Check> };
}

class HealthService {
  /** Checks everything that requests need. Results are cached for a second, so that frequent probes cost nothing. */
  public readonly readiness = cacheFor(CACHE_TTL, runChecks);
}

export default new HealthService();
