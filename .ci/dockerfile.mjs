import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Follows the Dockerfile without Docker: every stage is an empty folder, each COPY and RUN is done in it, and at the end
 * its command is started and its health check asked. Only the base images and the user are not the real ones.
 */
const context = join(import.meta.dirname, '..');
const directory = mkdtempSync(join(tmpdir(), 'lumina-image-'));
const bin = join(directory, 'bin');
const allowed = readFileSync(join(context, '.dockerignore'), 'utf8').match(/(?<=^!).+$/gm) ?? [];
const instructions = readFileSync(join(context, 'Dockerfile'), 'utf8')
  .replaceAll(/^#.*$/gm, '')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim())
  .map((line) => /^(\w+)\s+(.*)$/.exec(line).slice(1));

const stages = [];
const stage = () => stages.at(-1);
const inStage = (path, { root, workdir } = stage()) =>
  path.startsWith('/') ? join(root, path) : join(root, workdir, path);
const shell = () => ({
  cwd: inStage('.'),
  env: { ...process.env, ...stage().env, PATH: `${bin}:${process.env.PATH}` },
});

function copyOne(from, source, to, isFolder) {
  const path = from ? inStage(source, from) : join(context, source);
  if (!from)
    assert(
      allowed.some((name) => source.replace('./', '').startsWith(name)),
      `.dockerignore keeps ${source} back`,
    );
  assert(existsSync(path), `COPY finds no ${source}`);
  const target = isFolder && !statSync(path).isDirectory() ? join(to, basename(source)) : to;
  cpSync(path, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !file.startsWith(join(context, 'public/uploads/')),
  });
}

function copy(text) {
  const words = text.split(/\s+/);
  const from = words[0].startsWith('--from=') ? stages.find(({ name }) => name === words.shift().slice(7)) : undefined;
  const to = words.at(-1);
  const sources = words.slice(0, -1);
  for (const source of sources) copyOne(from, source, inStage(to), to.endsWith('/') || sources.length > 1);
}

function enter(workdir) {
  stage().workdir = workdir;
  mkdirSync(inStage('.'), { recursive: true });
}

function follow([name, text]) {
  if (name === 'FROM')
    stages.push({
      name: text.split(/\s+AS\s+/i)[1],
      root: join(directory, `stage${stages.length}`),
      workdir: '/',
      env: {},
    });
  else if (name === 'WORKDIR') enter(text);
  else if (name === 'ENV') for (const [, key, value] of text.matchAll(/(\w+)=(\S+)/g)) stage().env[key] = value;
  else if (name === 'COPY') copy(text);
  else if (name === 'RUN') execFileSync('sh', ['-c', text], { ...shell(), stdio: ['ignore', 'ignore', 'inherit'] });
  else if (name === 'HEALTHCHECK') stage().health = text.slice(text.indexOf('CMD ') + 4);
  else if (name === 'CMD') stage().command = JSON.parse(text);
  else assert(['USER', 'EXPOSE'].includes(name), `The Dockerfile has an unknown instruction: ${name}`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

const secret = () => randomBytes(32).toString('base64url');

async function start([program, ...parameters]) {
  const given = {
    NODE_ENV: 'production',
    APP_PORT: await freePort(),
    JWT_SECRET: secret(),
    JWT_REFRESH_SECRET: secret(),
  };
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...stage().env, ...given };
  const server = spawn(program, parameters, { cwd: inStage('.'), env, stdio: 'inherit' });
  return { server, env };
}

function isHealthy(env) {
  try {
    execFileSync('sh', ['-c', stage().health], { cwd: inStage('.'), env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

try {
  mkdirSync(bin);
  // The base image has a user named node; this machine may not.
  writeFileSync(join(bin, 'chown'), '#!/bin/sh\n', { mode: 0o755 });
  instructions.forEach(follow);
  const { server, env } = await start(stage().command);
  const exit = once(server, 'exit');
  for (let tries = 0; tries < 60 && !isHealthy(env); tries += 1) await sleep(500);
  assert(isHealthy(env), 'The health check fails');
  server.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
  const megabytes = execFileSync('du', ['-sm', stage().root], { encoding: 'utf8' }).split('\t')[0];
  process.stdout.write(
    `The Dockerfile's steps make a server that is healthy and ends well; ${megabytes} MB without Node\n`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
