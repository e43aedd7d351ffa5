import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import { uploadsConfig } from '../config/uploads.js';
import { UnsupportedMediaType } from '../exceptions/errors.js';
import { ValidationFailed } from '../exceptions/ValidationFailed.js';
import type { UploadedFile } from '../http/UploadedFile.js';
import { attachMetadata } from './metadata.js';

declare global {
  namespace Express {
    interface Request {
      upload?: UploadedFile;
    }
  }
}

interface UploadRules {
  maxBytes: number;
  extensions: ReadonlyMap<string, string>;
}

async function detectType(req: Request, field: string, { extensions }: UploadRules): Promise<UploadedFile> {
  const content = req.file?.buffer;
  if (!content) throw ValidationFailed.forField(field, 'A file is required');
  // Loaded lazily: the library is large, and many servers never receive a file.
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(content);
  const extension = type && extensions.get(type.mime);
  if (!extension) {
    const message = `Must be one of: ${[...extensions.keys()].join(', ')}`;
    throw new UnsupportedMediaType(undefined, { errors: [{ field, message }] });
  }
  return { content, extension, type: type.mime };
}

const requireMultipart: RequestHandler = (req, _res, next) => {
  if (!req.is('multipart/form-data')) throw new UnsupportedMediaType();
  next();
};

/** Receives one file in memory, so that an aborted upload leaves no file behind. */
class Upload {
  public readonly avatar = this.single('avatar', uploadsConfig.avatar);

  private single(field: string, rules: UploadRules): RequestHandler[] {
    const parse = multer({
      storage: multer.memoryStorage(),
      defParamCharset: 'utf8',
      limits: { fileSize: rules.maxBytes, files: 1, fields: 10, parts: 12, fieldSize: 10_000, fieldNestingDepth: 1 },
    }).single(field);
    const accept: RequestHandler = async (req, _res, next) => {
      req.upload = await detectType(req, field, rules);
      next();
    };
    const upload = { field, maxBytes: rules.maxBytes, types: [...rules.extensions.keys()] };
    return [
      requireMultipart,
      parse,
      attachMetadata(accept, { label: `upload:${field}`, upload, errors: [400, 413, 415, 422] }),
    ];
  }
}

/** Returns the uploaded file. @throws Error on a route without upload middleware */
export function requireUpload(req: Request): UploadedFile {
  if (!req.upload) throw new Error('This route has no upload middleware');
  return req.upload;
}

export default new Upload();
