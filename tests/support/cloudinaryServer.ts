import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import express, { type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';

const CLOUD = 'lumina';
const KEY = '123456';
const SECRET = 'only-the-tests-know';
/** Seconds for which a signed request is valid. */
const SIGNATURE_LIFE = 3_600;

type Fields = Record<string, string>;

const TYPES: Fields = { png: 'image/png', gif: 'image/gif' };

const stored = new Map<string, Buffer>();

function isSigned({ signature, api_key: key, ...fields }: Fields): boolean {
  const text = Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]?.replaceAll('&', '%26')}`)
    .join('&');
  const isRecent = Number(fields.timestamp) > Date.now() / 1_000 - SIGNATURE_LIFE;
  return (
    key === KEY &&
    isRecent &&
    signature ===
      createHash('sha1')
        .update(text + SECRET)
        .digest('hex')
  );
}

function refuse(res: Response): void {
  res.status(401).json({ error: { message: 'Invalid Signature' } });
}

function send(res: Response, place: string, name: string): void {
  const content = stored.get(place);
  const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  if (content) res.type(type).send(content);
  else res.status(404).json({ error: { message: 'Resource not found' } });
}

function storageKey(req: Request, { type, public_id: id }: Fields): string {
  return `${req.params.kind as string}/${type}/${id}`;
}

const upload: RequestHandler = (req, res) => {
  const fields = { ...(req.body as Fields) };
  if (!isSigned(fields) || !req.file) {
    refuse(res);
    return;
  }
  stored.set(storageKey(req, fields), req.file.buffer);
  res.json({ public_id: fields.public_id });
};

const destroy: RequestHandler = (req, res) => {
  const fields = { ...(req.body as Fields) };
  if (!isSigned(fields)) {
    refuse(res);
    return;
  }
  res.json({ result: stored.delete(storageKey(req, fields)) ? 'ok' : 'not found' });
};

const download: RequestHandler = (req, res) => {
  const fields = req.query as Fields;
  if (!isSigned(fields) || Number(fields.expires_at) <= Date.now() / 1_000) {
    refuse(res);
    return;
  }
  send(res, storageKey(req, fields), fields.public_id ?? '');
};

/** A public URL: pictures have their format after their name. */
const deliver: RequestHandler = (req, res) => {
  const name = req.path.split('/v1/')[1] ?? '';
  const publicId = req.params.kind === 'image' ? name.replace(/\.\w+$/, '') : name;
  send(res, `${req.params.kind as string}/upload/${publicId}`, name);
};

const app = express()
  .post(`/v1_1/${CLOUD}/:kind/upload`, multer().single('file'), upload)
  .post(`/v1_1/${CLOUD}/:kind/destroy`, multer().none(), destroy)
  .get(`/v1_1/${CLOUD}/:kind/download`, download)
  .get(`/${CLOUD}/:kind/upload/v1/*name`, deliver);

/**
 * Starts a fake Cloudinary. It implements the documented API requests that we use and verifies their signatures.
 * Returns the configuration to reach it.
 */
export async function startCloudinary(): Promise<{ CLOUDINARY_URL: string; origin: string }> {
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, CLOUDINARY_URL: `cloudinary://${KEY}:${SECRET}@${CLOUD}?upload_prefix=${origin}` };
}
