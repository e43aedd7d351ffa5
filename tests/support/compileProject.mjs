import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');
const ASSETS = ['views', 'public', 'package.json', '.env.example'];

function sourcesIn(folder) {
  const files = readdirSync(join(ROOT, folder), { recursive: true });
  return files.filter((file) => /(?<!\.d)\.ts$/.test(file)).map((file) => join(ROOT, folder, file));
}

/** Compiles the project into a folder, file by file, with all it needs to run except its packages. */
export function compileProject(directory) {
  buildSync({
    entryPoints: [join(ROOT, 'server.ts'), ...['src', 'scripts'].flatMap(sourcesIn)],
    outdir: directory,
    outbase: ROOT,
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  for (const path of ASSETS) cpSync(join(ROOT, path), join(directory, path), { recursive: true });
}
