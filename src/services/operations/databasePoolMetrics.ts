import { Gauge } from 'prom-client';
import { databaseConfig } from '../../config/database.js';
import { sequelize } from '../../database/sequelize.js';
import { registry } from '../../logging/metrics.js';

interface Pool {
  /** Connections that are lent out. */
  using: number;
  /** Connections that wait to be lent. */
  available: number;
  /** Queries that wait for a connection. */
  waiting: number;
  maxSize: number;
}

const registers = [registry];

/** The pools by name: one, or where there are replicas one to write and one to read. SQLite has none. */
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

/** Registers what is known of the database's connections; nothing is asked of the database. */
export function measureDatabasePool(): void {
  measureConnections();
  measureEach('lumina_database_pool_max_connections', 'How many connections may be open', ({ maxSize }) => maxSize);
  measureEach('lumina_database_pool_waiting', 'Queries that wait for a connection', ({ waiting }) => waiting);
}
