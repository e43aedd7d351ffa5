import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import supertest from 'supertest';

/** The probe's timeout plus a margin for a busy machine. */
const PATIENCE = 6_000;

// This database accepts connections but never responds: the worst case, because nothing fails by itself.
const sockets = new Set<Socket>();
const silent = createServer((socket) => void sockets.add(socket));
let app: Express;
let close: () => Promise<void>;

beforeAll(async () => {
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  process.env.DB_DIALECT = 'postgres';
  process.env.DB_HOST = '127.0.0.1';
  process.env.DB_PORT = String((silent.address() as AddressInfo).port);
  process.env.DB_CONNECT_TIMEOUT_MS = '60000';
  const { sequelize } = await import('../../../../src/database/sequelize.js');
  const { logger } = await import('../../../../src/logging/logger.js');
  const { createApp } = await import('../../../../src/app.js');
  logger.silent = true;
  app = createApp();
  close = () => sequelize.close();
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  silent.close();
  await close();
});

describe('a database that never responds', () => {
  it('makes the server not ready within the timeout', async () => {
    const start = performance.now();

    const response = await supertest(app).get('/health/ready');

    expect(performance.now() - start).toBeLessThan(PATIENCE);
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({
      status: 'unavailable',
      checks: { database: { state: 'down' }, disk: { state: 'up' } },
    });
  });

  it.each(['/health', '/health/live', '/status', '/', '/api/openapi.json'])('does not affect %s', async (path) => {
    const response = await supertest(app).get(path);

    expect(response.status).toBe(200);
  });
});
