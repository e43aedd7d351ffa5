import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Sends JSON as a file, piece by piece; the signal tells when there is nobody left to send it to. */
export async function sendDownload(
  res: Response,
  filename: string,
  content: (signal: AbortSignal) => AsyncIterable<string>,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Disposition', `attachment; filename="${filename}"`);
  res.setHeader('Cache-Control', 'no-store');
  try {
    await pipeline(Readable.from(content(gone.signal)), res);
  } catch (error) {
    // Whoever left misses nothing.
    if ((Object(error) as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
