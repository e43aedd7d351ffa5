import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolvePath } from '../../src/utils/paths.js';

/** Where modules have folders and files of their names. */
const FOLDERS = ['src', 'tests', 'views', 'bench'];
const DOCS = 'docs';

/** Everything below a folder, as paths from the project's folder; what is inside a folder comes after it. */
function listBelow(folder: string): { path: string; name: string; isFolder: boolean }[] {
  if (!statSync(resolvePath(folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(resolvePath(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    const self = { path, name: entry.name, isFolder: entry.isDirectory() };
    return entry.isDirectory() ? [self, ...listBelow(path)] : [self];
  });
}

/** The guides that say in their first line that they are about the module. */
function moduleGuides(module: string): string[] {
  const files = listBelow(DOCS).filter(({ name }) => name.endsWith('.md'));
  const mark = `<!-- module: ${module} -->`;
  return files.map(({ path }) => path).filter((path) => readFileSync(resolvePath(path), 'utf8').startsWith(mark));
}

/** The folders and files of a module: those of its name, and its guides. */
export function moduleFiles(module: string): string[] {
  const found = FOLDERS.flatMap(listBelow).filter(
    ({ name, isFolder }) => name === (isFolder ? module : `${module}.ts`),
  );
  const folders = found.filter(({ isFolder }) => isFolder).map(({ path }) => `${path}/`);
  const outermost = found.filter(({ path }) => !folders.some((folder) => path.startsWith(folder)));
  return [...outermost.map(({ path }) => path), ...moduleGuides(module)];
}

/** The modules that have a manifest, without the domains of the core. */
export function removableModules(): string[] {
  const [, core = ''] = /const core\b[^=]*= \[([^\]]*)\]/.exec(readText('src/modules/index.ts')) ?? [];
  const manifests = readdirSync(resolvePath('src/modules')).filter((file) => /^[a-z]\w*\.ts$/.test(file));
  const names = manifests.map((file) => file.replace(/\.ts$/, ''));
  return names.filter((name) => name !== 'index' && !core.match(/\w+/g)?.includes(name));
}

/** The TypeScript sources below a path, or the one that it is. */
export function listSources(path: string): string[] {
  if (path.endsWith('.ts')) return [path];
  return listBelow(path).flatMap(({ path: file, isFolder }) => (!isFolder && file.endsWith('.ts') ? [file] : []));
}

/** The text of a file of the project. */
export function readText(path: string): string {
  return readFileSync(resolvePath(path), 'utf8');
}
