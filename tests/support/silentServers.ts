import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll } from '@jest/globals';

/** A server that accepts connections and never responds; returns its port. */
export async function startSilentServer(): Promise<number> {
  const sockets = new Set<{ destroy: () => void }>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
