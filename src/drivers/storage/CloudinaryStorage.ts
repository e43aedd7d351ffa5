import { Readable } from 'node:stream';
import type { v2 as Sdk } from 'cloudinary';
import { storageConfig } from '../../config/storage.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { clock } from '../../utils/clock.js';
import { isImage } from './headers.js';
import { isPrivate } from './keys.js';
import type { StorageDriver } from './StorageDriver.js';
import { toStorageUnavailable } from './toStorageUnavailable.js';

type Cloudinary = typeof Sdk;
type CloudinaryConfig = typeof storageConfig.cloudinary;

/** A key that never exists. */
const PROBE_KEY = 'probe';

/** Lifetime in seconds of the signed URLs with which the server reads files. */
const READ_URL_TTL_SECONDS = 60;

/** Cloudinary transforms resources of type `image` and serves `raw` ones unchanged. */
function toResourceOptions(key: string) {
  const resource_type = isImage(key) ? ('image' as const) : ('raw' as const);
  return { resource_type, type: isPrivate(key) ? ('authenticated' as const) : ('upload' as const) };
}

/**
 * Cloudinary appends the format to the name of an image. Keys include their extension, otherwise `a.png` and `a.jpg`
 * would collide.
 */
function getImageFormat(key: string): string {
  return isImage(key) ? (key.split('.').at(-1) ?? '') : '';
}

async function loadSdk(config: CloudinaryConfig): Promise<Cloudinary> {
  const { v2 } = (await import('cloudinary')).default;
  const { cloud: cloud_name, key: api_key, secret: api_secret, api: upload_prefix } = config;
  v2.config({ cloud_name, api_key, api_secret, upload_prefix });
  return v2;
}

function uploadFile({ uploader }: Cloudinary, key: string, content: Buffer, timeout: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // The SDK's own promise cannot be awaited here, so its rejection would be unhandled and crash the process.
    const uploadOptions = { overwrite: true, invalidate: true, disable_promises: true, timeout };
    const done = (error?: object): void => {
      if (error) reject(new Error('The upload failed', { cause: error }));
      else resolve();
    };
    uploader.upload_stream({ public_id: key, ...toResourceOptions(key), ...uploadOptions }, done).end(content);
  });
}

/** Files in a Cloudinary account. */
export class CloudinaryStorage implements StorageDriver {
  private sdk: Promise<Cloudinary> | undefined;

  public constructor(
    private readonly config = storageConfig.cloudinary,
    private readonly timeoutsMs = storageConfig.timeoutsMs,
  ) {}

  public async put(key: string, content: Buffer): Promise<void> {
    await this.withSdk((cloudinary) => uploadFile(cloudinary, key, content, this.timeoutsMs.response));
  }

  public async get(key: string): Promise<Buffer> {
    const response = await this.fetchFile(key);
    return this.withSdk(async () => Buffer.from(await response.arrayBuffer()));
  }

  public async stream(key: string): Promise<Readable> {
    const { body } = await this.fetchFile(key);
    return body ? Readable.fromWeb(body) : Readable.from([]);
  }

  public async exists(key: string): Promise<boolean> {
    try {
      const { body } = await this.fetchFile(key);
      await body?.cancel();
      return true;
    } catch (error) {
      if (error instanceof FileNotFound) return false;
      throw error;
    }
  }

  public async delete(key: string): Promise<void> {
    const options = { ...toResourceOptions(key), invalidate: true, timeout: this.timeoutsMs.response };
    await this.withSdk(({ uploader }) => uploader.destroy(key, options));
  }

  public url(key: string): string {
    const { resource_type, type } = toResourceOptions(key);
    const name = isImage(key) ? `${key}.${getImageFormat(key)}` : key;
    return `${this.config.publicUrl}/${resource_type}/${type}/v1/${name}`;
  }

  public signedUrl(key: string, seconds: number): Promise<string> {
    return isPrivate(key) ? this.createDownloadUrl(key, seconds) : Promise.resolve(this.url(key));
  }

  public async ping(): Promise<void> {
    try {
      const { body } = await this.fetchFile(PROBE_KEY);
      await body?.cancel();
    } catch (error) {
      if (!(error instanceof FileNotFound)) throw error;
    }
  }

  public close(): Promise<void> {
    this.sdk = undefined;
    return Promise.resolve();
  }

  private async createDownloadUrl(key: string, seconds: number): Promise<string> {
    const { utils } = await (this.sdk ??= loadSdk(this.config));
    return utils.private_download_url(key, getImageFormat(key), {
      ...toResourceOptions(key),
      expires_at: clock.epochSeconds() + seconds,
    });
  }

  /** Reads from the origin instead of the CDN, whose copies may be stale. */
  private async fetchFile(key: string): Promise<Response> {
    const url = await this.createDownloadUrl(key, READ_URL_TTL_SECONDS);
    const response = await this.withSdk(() => fetch(url, { signal: AbortSignal.timeout(this.timeoutsMs.response) }));
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === 404) throw new FileNotFound(key);
    throw toStorageUnavailable('cloudinary', new Error(`Cloudinary returned status ${response.status}`));
  }

  private async withSdk<T>(request: (cloudinary: Cloudinary) => Promise<T>): Promise<T> {
    try {
      return await request(await (this.sdk ??= loadSdk(this.config)));
    } catch (error) {
      throw toStorageUnavailable('cloudinary', error);
    }
  }
}
