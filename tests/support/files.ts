import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { uploadsConfig } from '../../src/config/uploads.js';

function decode(base64: string): Buffer {
  return Buffer.from(base64, 'base64');
}

/** The smallest valid file of each allowed type: one pixel, or one empty page. */
export const files = {
  jpg: decode(
    `/9j/2wBDAP${'/'.repeat(86)}2wBDAf${'/'.repeat(86)}wAARCAABAAEDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAA` +
      `AAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q==`,
  ),
  png: decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  gif: decode('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'),
  webp: decode('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'),
  pdf: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n' +
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
};

/** The picture, padded to this length. */
export function fileOfSize(bytes: number): Buffer {
  return Buffer.concat([files.png, Buffer.alloc(bytes - files.png.length)]);
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The files in the upload folder, hidden ones too. */
export function storedFiles(): Promise<string[]> {
  return listFiles(uploadsConfig.directory);
}

/** The thumbnails, hidden files too. */
export function storedThumbnails(): Promise<string[]> {
  return listFiles(join(uploadsConfig.directory, 'thumbnails'));
}
