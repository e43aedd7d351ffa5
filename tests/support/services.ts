import { once } from 'node:events';
import { connect } from 'node:net';

const PORTS = { postgres: 5432, mysql: 3306, mariadb: 3306 } as const;

export type ServerDialect = keyof typeof PORTS;

export const SERVER_DIALECTS: readonly ServerDialect[] = ['postgres', 'mysql', 'mariadb'];

/** Whether a server of this kind answers where the tests look for it. */
export async function isRunning(dialect: ServerDialect): Promise<boolean> {
  const socket = connect(Number(process.env['DB_PORT'] ?? PORTS[dialect]), process.env['DB_HOST'] ?? '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
