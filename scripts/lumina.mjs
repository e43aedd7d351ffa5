#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const compiled = join(import.meta.dirname, '../dist/scripts/lumina.js');

function hasTsx() {
  try {
    return Boolean(import.meta.resolve('tsx/esm/api'));
  } catch {
    return false;
  }
}

async function runSource() {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./lumina.ts');
}

if (existsSync(compiled) && (process.env.NODE_ENV === 'production' || !hasTsx())) {
  await import(pathToFileURL(compiled).href);
} else if (hasTsx()) {
  await runSource();
} else {
  process.stderr.write(
    'lumina requires its packages (npm install) or, on a server, the compiled code (npm run build)\n',
  );
  process.exitCode = 1;
}
