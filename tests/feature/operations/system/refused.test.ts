import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Express } from 'express';
import supertest from 'supertest';

let app: Express;
let close: () => Promise<void>;

beforeAll(async () => {
  process.env.DB_DIALECT = 'postgres';
  process.env.DB_HOST = '127.0.0.1';
  // Nothing listens on the port reserved for tcpmux.
  process.env.DB_PORT = '1';
  const { sequelize } = await import('../../../../src/database/sequelize.js');
  const { logger } = await import('../../../../src/logging/logger.js');
  const { createApp } = await import('../../../../src/app.js');
  logger.silent = true;
  app = createApp();
  close = () => sequelize.close();
});

afterAll(() => close());

describe('a database that refuses connections', () => {
  it('makes the server not ready immediately', async () => {
    const response = await supertest(app).get('/health/ready');

    expect(response.status).toBe(503);
    expect(response.body.checks.database.state).toBe('down');
  });

  it('makes requests that need it unavailable, without details', async () => {
    const response = await supertest(app).post('/api/login').send({ email: 'ada@example.com', password: 'x' });

    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({ error: 'SERVICE_UNAVAILABLE', code: 503 });
    expect(response.text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|postgres/);
  });

  it('does not affect the liveness probe', async () => {
    const response = await supertest(app).get('/health/live');

    expect(response.status).toBe(200);
  });
});
