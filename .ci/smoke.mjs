import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts the built server as in production, uses it once around, and ends it. */
const directory = mkdtempSync(join(tmpdir(), 'lumina-smoke-'));

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

const secret = () => randomBytes(32).toString('base64url');
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const server = spawn(process.execPath, ['dist/server.js'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    NODE_ENV: 'production',
    APP_PORT: String(port),
    JWT_SECRET: secret(),
    JWT_REFRESH_SECRET: secret(),
    DATABASE_URL: '',
    WEB_CONCURRENCY: '1',
    DB_DIALECT: 'sqlite',
    DB_STORAGE: join(directory, 'database.sqlite'),
    UPLOADS_DIRECTORY: join(directory, 'uploads'),
  },
});
const exit = once(server, 'exit', { signal: AbortSignal.timeout(60_000) });

async function ask(path, options = {}) {
  const response = await fetch(url + path, options);
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, body: type.includes('json') ? await response.json() : await response.text() };
}

async function untilReady() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await ask('/health/ready').catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(100);
  }
  throw new Error('The built server did not become ready');
}

try {
  await untilReady();
  const account = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.com', password: 'correct horse' };
  const headers = { 'Content-Type': 'application/json' };
  const registered = await ask('/api/auth/register', { method: 'POST', headers, body: JSON.stringify(account) });
  assert.equal(registered.status, 201);
  const me = await ask('/api/me', { headers: { Authorization: `Bearer ${registered.body.data.accessToken}` } });
  assert.equal(me.body.data.email, account.email);
  assert.equal((await ask('/api/openapi.json')).body.openapi, '3.1.0');
  assert.match((await ask('/')).body, /Lumina/);
  assert.equal((await ask('/api/docs')).status, 200);
  assert.equal((await ask('/api/docs/assets/swagger-ui.css')).status, 200);
  assert.equal((await ask('/api/nope')).body.stack, undefined);
  server.kill('SIGTERM');
  const [code] = await exit;
  assert.equal(code, 0);
} finally {
  server.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}
