import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { buildSync } from 'esbuild';

// Inside the project, so that it resolves the packages.
const BASELINE = 'dist/bench/baseline.js';

/** Arguments of Node for each server; both are plain JavaScript. */
export const commands = { lumina: ['dist/server.js'], baseline: [BASELINE] } as const;

export type Command = keyof typeof commands;

/** Compiles the baseline, which `npm run build` does not include. */
export function buildBaseline(): void {
  buildSync({
    entryPoints: ['bench/baseline.ts'],
    outfile: BASELINE,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
}

export function removeBaseline(): void {
  rmSync(dirname(BASELINE), { recursive: true, force: true });
}
