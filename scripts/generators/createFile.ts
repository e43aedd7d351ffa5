import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { resolvePath } from '../../src/utils/paths.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { type Values, renderStub } from './renderStub.js';

interface NewFile {
  /** Relative to the project. */
  path: string;
  stub: string;
  values: Values;
}

async function formatSource(path: string, text: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  const options = await resolveConfig(path, { editorconfig: true });
  return format(text, { ...options, filepath: path });
}

function isExistsError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** Creates a source file from a stub. @throws CommandFailed if the file already exists */
export async function createFile({ path, stub, values }: NewFile): Promise<void> {
  const target = resolvePath(path);
  const text = await formatSource(target, renderStub(stub, values));
  mkdirSync(dirname(target), { recursive: true });
  try {
    writeFileSync(target, text, { flag: 'wx' });
  } catch (error) {
    if (isExistsError(error)) throw new CommandFailed(`${path} already exists`);
    throw error;
  }
}

/** Returns the import specifier from one source file to another. */
export function importPath(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}
