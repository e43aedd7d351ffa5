import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts the built server and a worker as in production, uses them once around, and ends them. */
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
const environment = {
  ...process.env,
  NODE_ENV: 'production',
  APP_PORT: String(port),
  JWT_SECRET: secret(),
  JWT_REFRESH_SECRET: secret(),
  DATABASE_URL: '',
  REDIS_URL: '',
  QUEUE_CONNECTION: 'database',
  MAIL_DRIVER: 'log',
  WEB_CONCURRENCY: '1',
  DB_DIALECT: 'sqlite',
  DB_STORAGE: join(directory, 'database.sqlite'),
  UPLOADS_DIRECTORY: join(directory, 'uploads'),
};
const programs = [];

function start(file) {
  const program = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'], env: environment });
  const started = { program, output: '', exit: once(program, 'exit', { signal: AbortSignal.timeout(60_000) }) };
  program.stdout.on('data', (chunk) => {
    started.output += chunk;
    process.stdout.write(chunk);
  });
  programs.push(program);
  return started;
}

async function end({ program, exit }) {
  program.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
}

const server = start('dist/server.js');

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

async function untilPrinted(text, started) {
  for (let attempt = 0; attempt < 100 && !text.test(started.output); attempt += 1) await sleep(100);
  assert.match(started.output, text);
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
  const worker = start('dist/src/worker/main.js');
  await untilPrinted(/"job":"mail\.welcome".*"outcome":"completed"/, worker);
  await Promise.all([end(server), end(worker)]);
} finally {
  for (const program of programs) program.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}
