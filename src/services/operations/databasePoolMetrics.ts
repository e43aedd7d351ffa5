import { Gauge } from 'prom-client';
import { databaseConfig } from '../../config/database.js';
import { sequelize } from '../../database/sequelize.js';
import { registry } from '../../logging/metrics.js';

interface Pool {
  /** Connections in use. */
  using: number;
  /** Idle connections. */
  available: number;
  /** Queries waiting for a connection. */
  waiting: number;
  maxSize: number;
}

const registers = [registry];

/** Lists the pools by name: one, or with replicas one for writes and one for reads. SQLite has none. */
function listPools(): [string, Pool][] {
  if (databaseConfig.dialect === 'sqlite') return [];
  const { pool } = sequelize.connectionManager as object as { pool: Pool | { read: Pool; write: Pool } };
  if (!('read' in pool)) return [['main', pool]];
  return [
    ['write', pool.write],
    ['read', pool.read],
  ];
}

function measureConnections(): void {
  new Gauge({
    name: 'lumina_database_pool_connections',
    help: 'Open connections to the database, in use or idle',
    labelNames: ['pool', 'state'] as const,
    registers,
    collect() {
      for (const [pool, { using, available }] of listPools()) {
        this.set({ pool, state: 'used' }, using);
        this.set({ pool, state: 'idle' }, available);
      }
    },
  });
}

function measureEach(name: string, help: string, select: (pool: Pool) => number): void {
  new Gauge({
    name,
    help,
    labelNames: ['pool'] as const,
    registers,
    collect() {
      for (const [name, pool] of listPools()) this.set({ pool: name }, select(pool));
    },
  });
}

/** Registers the metrics of the connection pool. They cost no query. */
export function measureDatabasePool(): void {
  measureConnections();
  measureEach('lumina_database_pool_max_connections', 'Maximum number of open connections', ({ maxSize }) => maxSize);
  measureEach('lumina_database_pool_waiting', 'Queries waiting for a connection', ({ waiting }) => waiting);
}
