/** A TypeScript block of a Markdown file. */
export interface Snippet {
  /** The Markdown file, and the line of the block's first line of code. */
  source: string;
  line: number;
  code: string;
  /** The path on the block's first line, `// src/models/Note.ts`, if it shows a whole file. */
  path: string | undefined;
  /** Code around a fragment, from the comment `<!-- ts: … -->` before it; `// …` stands for the fragment. */
  frame: string | undefined;
}

const BLOCK = /(?:<!-- ts:\n([\s\S]*?)-->\s*)?^```ts\n([\s\S]*?)^```$/gm;
const PATH = /^\/\/ ((?:src|tests|scripts|bench)\/\S+\.ts)$/m;
const PLACEHOLDER = '// …\n';

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** The TypeScript blocks of a Markdown text, in order. */
export function findSnippets(source: string, text: string): Snippet[] {
  return [...text.matchAll(BLOCK)].map(({ 0: block, 1: frame, 2: code = '', index }) => {
    const line = countLines(text.slice(0, index + block.indexOf('```ts\n'))) + 2;
    const path = PATH.exec(code.split('\n', 1)[0] ?? '')?.[1];
    return { source, line, code, path, frame };
  });
}

/** The code to compile, and the number of lines before the snippet's own. @throws Error if a frame has no placeholder */
export function frameSnippet({ code, frame, source, line }: Snippet): { text: string; offset: number } {
  if (frame === undefined) return { text: code, offset: 0 };
  const [before, after] = frame.split(PLACEHOLDER);
  if (before === undefined || after === undefined) throw new Error(`${source}:${line}: the frame has no line "// …"`);
  return { text: `${before}${code}${after}`, offset: countLines(before) };
}
