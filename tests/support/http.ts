import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import supertest, { type Response, type Test } from 'supertest';
import { createApp } from '../../src/app.js';
import type { User } from '../../src/models/users/User.js';
import SessionService from '../../src/services/auth/SessionService.js';
import TokenService from '../../src/services/auth/TokenService.js';
import { assertContract } from './contract.js';
import './database.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head' | 'options';
type Headers = Record<string, string>;

const server = createServer(createApp());

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The URL of the server under test, for other clients. */
export function address(): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A client that validates every response against the OpenAPI document. */
export class Client {
  public constructor(private readonly headers: () => Headers | Promise<Headers> = () => ({})) {}

  public get = (path: string, headers?: Headers) => this.send('get', path, undefined, headers);
  public head = (path: string, headers?: Headers) => this.send('head', path, undefined, headers);
  public post = (path: string, body?: object | string, headers?: Headers) => this.send('post', path, body, headers);
  public put = (path: string, body?: object | string, headers?: Headers) => this.send('put', path, body, headers);
  public patch = (path: string, body?: object | string, headers?: Headers) => this.send('patch', path, body, headers);
  public delete = (path: string, body?: object | string, headers?: Headers) => this.send('delete', path, body, headers);

  /** Uploads one file as a form. */
  public upload(
    path: string,
    field: string,
    content: Buffer,
    filename: string,
    contentType?: string,
  ): Promise<Response> {
    const file = contentType ? { filename, contentType } : { filename };
    return this.build('post', path, (test) => test.attach(field, content, file));
  }

  /** Any request that supertest can make. */
  public async build(method: Method, path: string, change: (test: Test) => Test): Promise<Response> {
    const test = supertest(server)
      [method](path)
      .set(await this.headers());
    const response = await change(test);
    assertContract(method, path, response);
    return response;
  }

  private send(method: Method, path: string, body?: object | string, headers: Headers = {}): Promise<Response> {
    return this.build(method, path, (test) => (body === undefined ? test.set(headers) : test.set(headers).send(body)));
  }
}

/** An unauthenticated client. */
export const guest = new Client();

/** A client that sends this token. */
export function withToken(token: string): Client {
  return new Client(() => ({ Authorization: `Bearer ${token}` }));
}

/** An access token of a new session. */
export async function accessTokenFor(user: User): Promise<string> {
  const { session } = await SessionService.start(user, { ip: '127.0.0.1', userAgent: 'tests' });
  return TokenService.issue(user, session);
}

/** A client that is authenticated as the user, in one session. */
export function as(user: User): Client {
  let token: Promise<string> | undefined;
  return new Client(async () => ({ Authorization: `Bearer ${await (token ??= accessTokenFor(user))}` }));
}
