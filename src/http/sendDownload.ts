import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Streams JSON as a download. The signal aborts when the client disconnects. */
export async function sendDownload(
  res: Response,
  filename: string,
  content: (signal: AbortSignal) => AsyncIterable<string>,
): Promise<void> {
  const disconnected = new AbortController();
  res.once('close', () => disconnected.abort());
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.setHeader('Content-Disposition', `attachment; filename="${filename}"`);
  res.setHeader('Cache-Control', 'no-store');
  try {
    await pipeline(Readable.from(content(disconnected.signal)), res);
  } catch (error) {
    // The client has disconnected.
    if ((Object(error) as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
