import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { QueryTypes } from 'sequelize';
import { uploadsConfig } from '../config/uploads.js';
import { sequelize } from '../database/sequelize.js';
import { logger } from '../utils/logger.js';

export interface Check {
  state: 'up' | 'down';
  /** Milliseconds that the answer took. */
  latency: number;
}

interface Readiness {
  status: 'ok' | 'unavailable';
  checks: Record<string, Check>;
}

const TIMEOUT = 3_000;
const MEMORY = 1_000;
const MIN_FREE_BYTES = 50 * 1024 * 1024;

async function database(): Promise<void> {
  // Without a type, the mariadb dialect cannot read the answer.
  await sequelize.query('SELECT 1', { type: QueryTypes.SELECT });
}

async function disk(): Promise<void> {
  await mkdir(uploadsConfig.directory, { recursive: true });
  await access(uploadsConfig.directory, constants.W_OK);
  const { bavail, bsize } = await statfs(uploadsConfig.directory);
  if (bavail * bsize < MIN_FREE_BYTES) throw new Error('The disk is almost full');
}

const probes = { database, disk };

function timeOut(): Promise<never> {
  return new Promise((_resolve, reject) => setTimeout(() => reject(new Error('No answer in time')), TIMEOUT).unref());
}

async function check(name: string, probe: () => Promise<void>): Promise<Check> {
  const start = performance.now();
  try {
    await Promise.race([probe(), timeOut()]);
    return { state: 'up', latency: Math.round(performance.now() - start) };
  } catch (error) {
    logger.warn(`Health check failed: ${name}`, { error });
    return { state: 'down', latency: Math.round(performance.now() - start) };
  }
}

async function examine(): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(probes).map(async ([name, probe]): Promise<[string, Check]> => [name, await check(name, probe)]),
  );
  const isReady = results.every(([, { state }]) => state === 'up');
  return { status: isReady ? 'ok' : 'unavailable', checks: Object.fromEntries(results) };
}

class HealthService {
  private latest: { at: number; readiness: Promise<Readiness> } | undefined;

  /** Whether everything that requests need is there; looked at anew at most once a second, however many ask. */
  public readiness(): Promise<Readiness> {
    if (!this.latest || performance.now() - this.latest.at > MEMORY) {
      this.latest = { at: performance.now(), readiness: examine() };
    }
    return this.latest.readiness;
  }
}

export default new HealthService();
