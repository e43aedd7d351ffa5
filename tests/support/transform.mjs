import { transformSync } from 'esbuild';

/** Turns TypeScript into the modules that Node runs; types are checked elsewhere. */
export default {
  process: (source, filename) => {
    const options = { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'both', sourcefile: filename };
    const { code, map } = transformSync(source, options);
    return { code, map };
  },
};
