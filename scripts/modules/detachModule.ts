import { existsSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { resolvePath } from '../../src/utils/paths.js';
import { readText, listSources } from './moduleFiles.js';

const MANIFESTS = 'src/modules/index.ts';
/** The file that lists the guides. */
const CONTENTS = 'README.md';

function rewriteFile(path: string, change: (text: string) => string): void {
  if (!existsSync(resolvePath(path))) return;
  const before = readText(path);
  const after = change(before);
  if (after !== before) writeFileSync(resolvePath(path), after);
}

function linksTo(removed: readonly string[], line: string): boolean {
  const links = [...line.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => posix.normalize(target));
  return links.some((link) => removed.includes(link));
}

/** Removes references to the module: from the list of modules, the package's scripts and the list of guides. */
export function detachModule(module: string, removed: readonly string[]): void {
  rewriteFile(MANIFESTS, (text) =>
    text
      .replace(new RegExp(`^import \\{ ${module} \\} from .*\\n`, 'm'), '')
      .replace(new RegExp(`(?<=\\[.*), ${module}\\b|\\b${module}, (?=.*\\])`), ''),
  );
  rewriteFile('package.json', (text) => text.replace(new RegExp(`^ *"[\\w:]+:${module}": .*\\n`, 'gm'), ''));
  rewriteFile(CONTENTS, (text) =>
    text
      .split('\n')
      .filter((line) => !linksTo(removed, line))
      .join('\n'),
  );
}

/** Returns the packages that a source file imports. */
function importedPackages(path: string): string[] {
  const imports = [...readText(path).matchAll(/(?:from|import\()\s*'((?:@[\w.-]+\/)?[\w.-]+)[^']*'/g)];
  return imports.flatMap(([, name]) => (name && !/^(node:|\.)/.test(name) ? [name] : []));
}

/** Returns the packages that only these sources import. Call it before they are removed. */
export function packagesOnlyIn(removed: readonly string[]): string[] {
  const removedSources = new Set(removed.flatMap(listSources));
  const all = ['src', 'scripts', 'tests', 'bench', 'server.ts'].flatMap(listSources);
  const otherPackages = new Set(all.filter((path) => !removedSources.has(path)).flatMap(importedPackages));
  const { dependencies = {} } = JSON.parse(readText('package.json')) as { dependencies?: Record<string, string> };
  const removedPackages = new Set([...removedSources].flatMap(importedPackages));
  return [...removedPackages].filter((name) => !otherPackages.has(name) && name in dependencies).sort();
}
