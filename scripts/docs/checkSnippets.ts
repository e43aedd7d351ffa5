import { existsSync, readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { resolvePath } from '../../src/utils/paths.js';
import { findSnippets, frameSnippet, type Snippet } from './snippets.js';

/** A snippet as a file of the program that is checked. */
interface VirtualFile {
  snippet: Snippet;
  text: string;
  /** Lines before the snippet's own. */
  offset: number;
}

/** A whole file stands at its own path, so that other snippets can import it; a fragment at the root of the project. */
function toVirtualPath({ path, frame }: Snippet, index: number): string {
  const isNewFile = path !== undefined && frame === undefined && !existsSync(resolvePath(path));
  return resolvePath(isNewFile ? path : `snippet-${index}.ts`);
}

function readSnippets(): Snippet[] {
  const guides = readdirSync(resolvePath('docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`);
  const files = ['README.md', ...guides.filter((file) => file.endsWith('.md'))];
  return files.flatMap((file) => findSnippets(file, readFileSync(resolvePath(file), 'utf8')));
}

function createHost(files: ReadonlyMap<string, VirtualFile>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    readFile: (path) => files.get(path)?.text ?? host.readFile(path),
    // The folder of a new file may not exist yet, and TypeScript looks for modules in existing folders only.
    directoryExists: () => true,
    getSourceFile: (path, target, ...rest) => {
      const file = files.get(path);
      // Created like the others, or TypeScript would take it for CommonJS.
      if (file) return ts.createSourceFile(path, file.text, target);
      return host.getSourceFile(path, target, ...rest);
    },
  };
}

function formatDiagnostic({ snippet, offset }: VirtualFile, { file, start = 0, messageText }: ts.Diagnostic): string {
  const line = snippet.line + (file?.getLineAndCharacterOfPosition(start).line ?? 0) - offset;
  return `${snippet.source}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

/** Type-checks every TypeScript block of README.md and docs. Returns the errors, each with the line of its document. */
function checkSnippets(snippets: readonly Snippet[]): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(resolvePath('tsconfig.json'), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    resolvePath(),
  );
  const files = new Map(
    snippets.map((snippet, index) => [toVirtualPath(snippet, index), { snippet, ...frameSnippet(snippet) }]),
  );
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host: createHost(files, options) });
  return [...files].flatMap(([path, file]) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map((diagnostic) => formatDiagnostic(file, diagnostic));
  });
}

const snippets = readSnippets();
const errors = checkSnippets(snippets);
for (const error of errors) process.stderr.write(`${error}\n`);
process.stdout.write(`${snippets.length} TypeScript blocks of the documentation checked, ${errors.length} errors\n`);
process.exitCode = errors.length > 0 ? 1 : 0;
