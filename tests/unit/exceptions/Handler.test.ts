import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { z } from 'zod';
import Handler from '../../../src/exceptions/Handler.js';
import { Conflict } from '../../../src/exceptions/errors.js';
import { ServiceUnavailable } from '../../../src/exceptions/ServiceUnavailable.js';
import { ValidationFailed } from '../../../src/exceptions/ValidationFailed.js';
import { logger } from '../../../src/logging/logger.js';

function createTestApp(handler: RequestHandler) {
  return express().use(handler, Handler.handle);
}

function throwing(error: unknown) {
  return createTestApp(() => {
    throw error;
  });
}

describe('the exception handler', () => {
  beforeEach(() => void (logger.silent = true));
  afterEach(() => void (logger.silent = false));

  it('sends a request id even without the middleware', async () => {
    const response = await supertest(throwing(new Conflict('Taken'))).get('/api/x');

    expect(response.status).toBe(409);
    expect(response.body.requestId).toBe(response.headers['x-request-id']);
  });

  it('handles a rejected promise', async () => {
    const response = await supertest(createTestApp(() => Promise.reject(ValidationFailed.forField('a.0.b', 'No')))).get(
      '/api/x',
    );

    expect(response.body).toMatchObject({ code: 422, errors: [{ field: 'a.0.b', message: 'No' }] });
  });

  it('handles a raw Zod error', async () => {
    const response = await supertest(createTestApp(() => void z.string().parse(5))).get('/api/x');

    expect(response.status).toBe(422);
  });

  it('escapes messages in pages', async () => {
    const app = throwing(new Conflict('<img src=x onerror=alert(1)>'));

    const response = await supertest(app).get('/page').set('Accept', 'text/html');

    expect(response.type).toBe('text/html');
    expect(response.text).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
    expect(response.text).not.toContain('<img src=x');
  });

  it('shows the maintenance page only for maintenance', async () => {
    const unreachable = throwing(new ServiceUnavailable());
    const closed = throwing(new ServiceUnavailable('Closed', 30));

    const [error, maintenance] = await Promise.all(
      [unreachable, closed].map((app) => supertest(app).get('/page').set('Accept', 'text/html')),
    );

    expect(error?.text).not.toContain('Down for maintenance');
    expect(maintenance?.text).toContain('Down for maintenance');
  });

  it('closes the connection if the response has already started', async () => {
    const app = createTestApp((_req, res) => {
      res.write('half of the ans');
      throw new Error('too late');
    });
    const server = createServer(app).listen(0);
    const { port } = server.address() as AddressInfo;

    const broken = new Promise<boolean>((resolve) => {
      const request = get({ port, path: '/api/x' }, (response) => {
        response.on('close', () => resolve(!response.complete)).resume();
      });
      request.on('error', () => resolve(true));
    });

    await expect(broken).resolves.toBe(true);
    server.close();
  });
});
