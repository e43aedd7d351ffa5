import { once } from 'node:events';
import { connect } from 'node:net';

const PORTS = { postgres: 5432, mysql: 3306, mariadb: 3306, redis: 6379 } as const;

export type Server = keyof typeof PORTS;
export type ServerDialect = Exclude<Server, 'redis'>;

export const SERVER_DIALECTS: readonly ServerDialect[] = ['postgres', 'mysql', 'mariadb'];

/** True if a server of this kind accepts connections. */
export async function isRunning(
  server: Server,
  { DB_HOST = '127.0.0.1', DB_PORT }: NodeJS.Dict<string> = process.env,
): Promise<boolean> {
  const socket = connect(Number(DB_PORT ?? PORTS[server]), DB_HOST);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(2_000) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
