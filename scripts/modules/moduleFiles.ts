import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolvePath } from '../../src/utils/paths.js';

/** Folders that contain folders and files of modules. */
const FOLDERS = ['src', 'tests', 'views', 'bench'];
const DOCS = 'docs';

/** Lists everything below a folder, relative to the project; a folder precedes its content. */
function listBelow(folder: string): { path: string; name: string; isFolder: boolean }[] {
  if (!statSync(resolvePath(folder), { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(resolvePath(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    const self = { path, name: entry.name, isFolder: entry.isDirectory() };
    return entry.isDirectory() ? [self, ...listBelow(path)] : [self];
  });
}

/** Returns the guides whose first line names the module. */
function moduleGuides(module: string): string[] {
  const files = listBelow(DOCS).filter(({ name }) => name.endsWith('.md'));
  const marker = `<!-- module: ${module} -->`;
  return files.map(({ path }) => path).filter((path) => readFileSync(resolvePath(path), 'utf8').startsWith(marker));
}

/** Returns the folders, files and guides of a module. */
export function moduleFiles(module: string): string[] {
  const matches = FOLDERS.flatMap(listBelow).filter(
    ({ name, isFolder }) => name === (isFolder ? module : `${module}.ts`),
  );
  const folders = matches.filter(({ isFolder }) => isFolder).map(({ path }) => `${path}/`);
  const outermost = matches.filter(({ path }) => !folders.some((folder) => path.startsWith(folder)));
  return [...outermost.map(({ path }) => path), ...moduleGuides(module)];
}

/** Returns the modules that can be removed: all except the core's. */
export function removableModules(): string[] {
  const [, core = ''] = /const core\b[^=]*= \[([^\]]*)\]/.exec(readText('src/modules/index.ts')) ?? [];
  const manifests = readdirSync(resolvePath('src/modules')).filter((file) => /^[a-z]\w*\.ts$/.test(file));
  const names = manifests.map((file) => file.replace(/\.ts$/, ''));
  return names.filter((name) => name !== 'index' && !core.match(/\w+/g)?.includes(name));
}

/** Lists the TypeScript files below a path, or the file itself. */
export function listSources(path: string): string[] {
  if (path.endsWith('.ts')) return [path];
  return listBelow(path).flatMap(({ path: file, isFolder }) => (!isFolder && file.endsWith('.ts') ? [file] : []));
}

/** Reads a file of the project. */
export function readText(path: string): string {
  return readFileSync(resolvePath(path), 'utf8');
}
