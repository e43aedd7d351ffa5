import { describe, expect, it } from '@jest/globals';
import { findSnippets, frameSnippet } from '../../../scripts/docs/snippets.js';

const FENCE = '```';
const TEXT = `# A guide

${FENCE}ts
// src/models/Note.ts
export const note = 1;
${FENCE}

<!-- ts:
const manifest = {
// …
};
-->
${FENCE}ts
models: [],
${FENCE}

${FENCE}sh
npm test
${FENCE}
`;

describe('the TypeScript blocks of a document', () => {
  it('are extracted with their lines, and whole files with their paths', () => {
    const [file, fragment, ...others] = findSnippets('guide.md', TEXT);

    expect(file).toMatchObject({ line: 4, path: 'src/models/Note.ts', frame: undefined });
    expect(fragment).toMatchObject({ line: 14, path: undefined, code: 'models: [],\n' });
    expect(others).toEqual([]);
  });

  it('are compiled inside the preceding frame', () => {
    const [, fragment] = findSnippets('guide.md', TEXT);
    if (!fragment) throw new Error('No fragment');

    expect(frameSnippet(fragment)).toEqual({ text: 'const manifest = {\nmodels: [],\n};\n', offset: 1 });
  });

  it('are rejected if the frame has no placeholder', () => {
    const snippet = { source: 'guide.md', line: 3, code: '', path: undefined, frame: 'const a = 1;\n' };

    expect(() => frameSnippet(snippet)).toThrow('guide.md:3');
  });
});
