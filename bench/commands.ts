import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { buildSync } from 'esbuild';

// Below the project, where it finds the packages.
const BASELINE = 'dist/bench/baseline.js';

/** The arguments of node with which each server starts: plain JavaScript both. */
export const commands = { lumina: ['dist/server.js'], baseline: [BASELINE] } as const;

export type Command = keyof typeof commands;

/** `npm run build` compiles the application alone. */
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
