import { describe, expect, it } from '@jest/globals';
import jsonwebtoken from 'jsonwebtoken';
import { MulterError } from 'multer';
import * as sequelize from 'sequelize';
import { z } from 'zod';
import { fromBodyParser } from '../../../src/exceptions/mappers/bodyParser.js';
import { fromJsonwebtoken } from '../../../src/exceptions/mappers/jsonwebtoken.js';
import { fromMulter } from '../../../src/exceptions/mappers/multer.js';
import { fromSequelize } from '../../../src/exceptions/mappers/sequelize.js';
import { fromZod } from '../../../src/exceptions/mappers/zod.js';

const mappers = { fromBodyParser, fromJsonwebtoken, fromMulter, fromSequelize, fromZod };

function driverError(message: string, code?: string): Error & { sql: string } {
  return Object.assign(new Error(message), { sql: 'SELECT 1', ...(code && { code }) });
}

describe.each(Object.entries(mappers))('%s', (_name, map) => {
  it.each([
    ['an unrelated error', new Error('other')],
    ['text', 'text'],
    ['null', null],
    ['undefined', undefined],
    ['a plain object', { status: 418, message: 'x' }],
  ])('does not map %s', (_kind, error) => {
    expect(map(error)).toBeUndefined();
  });
});

describe('an unreachable database', () => {
  it.each([
    ['refused', new sequelize.ConnectionRefusedError(driverError('refused'))],
    ['timed out', new sequelize.ConnectionTimedOutError(driverError('timeout'))],
    ['unknown host', new sequelize.HostNotFoundError(driverError('not found'))],
    ['exhausted pool', new sequelize.ConnectionAcquireTimeoutError(driverError('pool'))],
    ['wrong account', new sequelize.AccessDeniedError(driverError('denied'))],
    ['statement timeout', new sequelize.TimeoutError(driverError('timeout'))],
    ['cancelled statement', new sequelize.DatabaseError(driverError('cancelled', '57014'))],
    ['a server that shuts down', new sequelize.DatabaseError(driverError('shutdown', '57P01'))],
    ['too many clients', new sequelize.DatabaseError(driverError('clients', '53300'))],
    ['lost connection', new sequelize.DatabaseError(driverError('lost', 'PROTOCOL_CONNECTION_LOST'))],
    ['reset connection', new sequelize.DatabaseError(driverError('reset', 'ECONNRESET'))],
    ['no answer', new sequelize.DatabaseError(driverError('Query read timeout'))],
    ['ended connection', new sequelize.DatabaseError(driverError('Connection terminated unexpectedly'))],
  ])('makes the service unavailable: %s', (_name, error) => {
    expect(fromSequelize(error)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
  });
});

describe('database messages', () => {
  it('are not exposed', () => {
    const error = new sequelize.ForeignKeyConstraintError({ message: 'fk_secret', parent: driverError('fk_secret') });

    const exception = fromSequelize(error);

    expect(exception?.status).toBe(409);
    expect(exception?.message).not.toContain('fk_secret');
  });

  it('without a field are an internal error, not a conflict', () => {
    expect(fromSequelize(new sequelize.UniqueConstraintError({ errors: [] }))).toBeUndefined();
  });
});

describe('zod', () => {
  it('errors have dotted field names', () => {
    const { error } = z
      .object({ items: z.array(z.object({ quantity: z.int() })) })
      .safeParse({ items: [{ quantity: 'x' }] });

    expect(fromZod(error)).toMatchObject({ status: 422, details: { errors: [{ field: 'items.0.quantity' }] } });
  });
});

describe('multer', () => {
  it.each([
    ['LIMIT_FILE_SIZE', 413],
    ['LIMIT_FILE_COUNT', 413],
    ['LIMIT_FIELD_COUNT', 413],
    ['LIMIT_PART_COUNT', 413],
    ['LIMIT_UNEXPECTED_FILE', 422],
    ['MISSING_FIELD_NAME', 400],
  ] as const)('maps %s to %i', (code, status) => {
    expect(fromMulter(new MulterError(code, 'avatar'))?.status).toBe(status);
  });

  it.each(['Multipart: Boundary not found', 'Unexpected end of form', 'Malformed part header', 'Request aborted'])(
    'maps %s to 400, with our own message',
    (message) => {
      expect(fromMulter(new Error(message))).toMatchObject({ status: 400, message: 'The multipart body is malformed' });
    },
  );
});

describe('jsonwebtoken', () => {
  it.each([
    [new jsonwebtoken.TokenExpiredError('jwt expired', new Date()), 'TOKEN_EXPIRED'],
    [new jsonwebtoken.JsonWebTokenError('invalid signature'), 'INVALID_TOKEN'],
    [new jsonwebtoken.NotBeforeError('jwt not active', new Date()), 'INVALID_TOKEN'],
  ])('maps %s to one of our error codes', (error, code) => {
    expect(fromJsonwebtoken(error)).toMatchObject({ status: 401, code });
  });
});

describe('body-parser', () => {
  it.each([
    [400, 400],
    [403, 400],
    [413, 413],
    [415, 415],
  ])('maps %i to %i', (given, status) => {
    expect(fromBodyParser(Object.assign(new Error('secret'), { status: given, expose: true }))).toMatchObject({
      status,
    });
  });

  it.each([200, 302, 500, 503, '400'])('cannot set the status %s', (status) => {
    expect(fromBodyParser(Object.assign(new Error('x'), { status, expose: true }))).toBeUndefined();
  });

  it("is not confused with an HTTP client's error, whose status is ignored", () => {
    expect(fromBodyParser(Object.assign(new Error('Upstream said no'), { status: 404 }))).toBeUndefined();
  });
});
