import { transformSync } from 'esbuild';

/** Strips the types; `npm run typecheck` checks them. */
export default {
  process: (source, filename) => {
    const options = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'both', sourcefile: filename };
    const { code, map } = transformSync(source, options);
    return { code, map };
  },
};
