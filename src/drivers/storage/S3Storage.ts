import { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import { storageConfig } from '../../config/storage.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { CACHE_CONTROL, disposition } from './headers.js';
import { isPrivate } from './keys.js';
import type { StorageDriver } from './StorageDriver.js';
import { unavailable } from './unavailable.js';

type Config = typeof storageConfig.s3;
type Timeouts = typeof storageConfig.timeouts;

interface S3 {
  sdk: typeof Sdk;
  client: Sdk.S3Client;
}

/** A file that nobody has. */
const PROBE = 'probe';

function optionsOf({ region, endpoint, accessKeyId, secretAccessKey }: Config, timeouts: Timeouts): Sdk.S3ClientConfig {
  return {
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: timeouts.connect, requestTimeout: timeouts.answer },
    // Other makers' servers do not know Amazon's newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  };
}

function baseUrlOf({ publicUrl, endpoint, bucket, region }: Config): string {
  return publicUrl ?? (endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name);
}

/** Files in a bucket of Amazon S3, or of a service that speaks its protocol. */
export class S3Storage implements StorageDriver {
  private connection: Promise<S3> | undefined;

  public constructor(
    private readonly config = storageConfig.s3,
    private readonly timeouts = storageConfig.timeouts,
  ) {}

  public async put(key: string, content: Buffer, type: string): Promise<void> {
    const input = {
      ...this.at(key),
      Body: content,
      ContentType: type,
      ContentDisposition: disposition(key),
      CacheControl: CACHE_CONTROL[isPrivate(key) ? 'private' : 'public'],
    };
    await this.ask(key, ({ sdk, client }) => client.send(new sdk.PutObjectCommand(input), this.inTime()));
  }

  public get(key: string): Promise<Buffer> {
    return this.ask(key, async ({ sdk, client }) => {
      const { Body } = await client.send(new sdk.GetObjectCommand(this.at(key)), this.inTime());
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });
  }

  public stream(key: string): Promise<Readable> {
    return this.ask(key, async ({ sdk, client }) => {
      const { Body } = await client.send(new sdk.GetObjectCommand(this.at(key)));
      if (!(Body instanceof Readable)) throw new Error('The answer has no body');
      return Body;
    });
  }

  public async exists(key: string): Promise<boolean> {
    try {
      await this.ask(key, ({ sdk, client }) => client.send(new sdk.HeadObjectCommand(this.at(key)), this.inTime()));
      return true;
    } catch (error) {
      if (error instanceof FileNotFound) return false;
      throw error;
    }
  }

  public async delete(key: string): Promise<void> {
    await this.ask(key, ({ sdk, client }) => client.send(new sdk.DeleteObjectCommand(this.at(key)), this.inTime()));
  }

  public url(key: string): string {
    return `${baseUrlOf(this.config)}/${key}`;
  }

  public signedUrl(key: string, seconds: number): Promise<string> {
    if (!isPrivate(key)) return Promise.resolve(this.url(key));
    return this.ask(key, async ({ sdk, client }) => {
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      return getSignedUrl(client, new sdk.GetObjectCommand(this.at(key)), { expiresIn: seconds });
    });
  }

  /** To be told that there is no such file proves address, account and bucket; HEAD could not tell the last two apart. */
  public async ping(): Promise<void> {
    try {
      await this.get(PROBE);
    } catch (error) {
      if (!(error instanceof FileNotFound)) throw error;
    }
  }

  public async close(): Promise<void> {
    const connection = await this.connection;
    connection?.client.destroy();
    this.connection = undefined;
  }

  private at(Key: string): { Bucket: string; Key: string } {
    return { Bucket: this.config.bucket, Key };
  }

  private inTime(): { abortSignal: AbortSignal } {
    return { abortSignal: AbortSignal.timeout(this.timeouts.answer) };
  }

  private async connect(): Promise<S3> {
    const sdk = await import('@aws-sdk/client-s3');
    return { sdk, client: new sdk.S3Client(optionsOf(this.config, this.timeouts)) };
  }

  private async ask<T>(key: string, request: (s3: S3) => Promise<T>): Promise<T> {
    try {
      return await request(await (this.connection ??= this.connect()));
    } catch (error) {
      throw isMissing(error) ? new FileNotFound(key) : unavailable('s3', error);
    }
  }
}
