import { Readable } from 'node:stream';
import type * as Sdk from '@aws-sdk/client-s3';
import { storageConfig } from '../../config/storage.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { CACHE_CONTROL, getDisposition } from './headers.js';
import { isPrivate } from './keys.js';
import type { StorageDriver } from './StorageDriver.js';
import { toStorageUnavailable } from './toStorageUnavailable.js';

type S3Config = typeof storageConfig.s3;
type Timeouts = typeof storageConfig.timeoutsMs;

interface S3 {
  sdk: typeof Sdk;
  client: Sdk.S3Client;
}

/** A key that never exists. */
const PROBE_KEY = 'probe';

function toClientOptions(
  { region, endpoint, accessKeyId, secretAccessKey }: S3Config,
  timeoutsMs: Timeouts,
): Sdk.S3ClientConfig {
  return {
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: timeoutsMs.connect, requestTimeout: timeoutsMs.response },
    // S3-compatible servers of other vendors do not support Amazon's newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  };
}

function getBaseUrl({ publicUrl, endpoint, bucket, region }: S3Config): string {
  return publicUrl ?? (endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && ['NoSuchKey', 'NotFound'].includes(error.name);
}

/** Files in a bucket of Amazon S3 or of a compatible service. */
export class S3Storage implements StorageDriver {
  private connection: Promise<S3> | undefined;

  public constructor(
    private readonly config = storageConfig.s3,
    private readonly timeoutsMs = storageConfig.timeoutsMs,
  ) {}

  public async put(key: string, content: Buffer, type: string): Promise<void> {
    const input = {
      ...this.toObjectParameters(key),
      Body: content,
      ContentType: type,
      ContentDisposition: getDisposition(key),
      CacheControl: CACHE_CONTROL[isPrivate(key) ? 'private' : 'public'],
    };
    await this.withClient(key, ({ sdk, client }) =>
      client.send(new sdk.PutObjectCommand(input), this.timeoutOptions()),
    );
  }

  public get(key: string): Promise<Buffer> {
    return this.withClient(key, async ({ sdk, client }) => {
      const { Body } = await client.send(new sdk.GetObjectCommand(this.toObjectParameters(key)), this.timeoutOptions());
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });
  }

  public stream(key: string): Promise<Readable> {
    return this.withClient(key, async ({ sdk, client }) => {
      const { Body } = await client.send(new sdk.GetObjectCommand(this.toObjectParameters(key)));
      if (!(Body instanceof Readable)) throw new Error('The response has no body');
      return Body;
    });
  }

  public async exists(key: string): Promise<boolean> {
    try {
      await this.withClient(key, ({ sdk, client }) =>
        client.send(new sdk.HeadObjectCommand(this.toObjectParameters(key)), this.timeoutOptions()),
      );
      return true;
    } catch (error) {
      if (error instanceof FileNotFound) return false;
      throw error;
    }
  }

  public async delete(key: string): Promise<void> {
    await this.withClient(key, ({ sdk, client }) =>
      client.send(new sdk.DeleteObjectCommand(this.toObjectParameters(key)), this.timeoutOptions()),
    );
  }

  public url(key: string): string {
    return `${getBaseUrl(this.config)}/${key}`;
  }

  public signedUrl(key: string, seconds: number): Promise<string> {
    if (!isPrivate(key)) return Promise.resolve(this.url(key));
    return this.withClient(key, async ({ sdk, client }) => {
      const { getSignedUrl } = await import('@aws-sdk/s3-request-presigner');
      return getSignedUrl(client, new sdk.GetObjectCommand(this.toObjectParameters(key)), { expiresIn: seconds });
    });
  }

  /** "No such key" proves that endpoint, credentials and bucket are valid. HEAD cannot distinguish the last two. */
  public async ping(): Promise<void> {
    try {
      await this.get(PROBE_KEY);
    } catch (error) {
      if (!(error instanceof FileNotFound)) throw error;
    }
  }

  public async close(): Promise<void> {
    const connection = await this.connection;
    connection?.client.destroy();
    this.connection = undefined;
  }

  private toObjectParameters(Key: string): { Bucket: string; Key: string } {
    return { Bucket: this.config.bucket, Key };
  }

  private timeoutOptions(): { abortSignal: AbortSignal } {
    return { abortSignal: AbortSignal.timeout(this.timeoutsMs.response) };
  }

  private async connect(): Promise<S3> {
    const sdk = await import('@aws-sdk/client-s3');
    return { sdk, client: new sdk.S3Client(toClientOptions(this.config, this.timeoutsMs)) };
  }

  private async withClient<T>(key: string, request: (s3: S3) => Promise<T>): Promise<T> {
    try {
      return await request(await (this.connection ??= this.connect()));
    } catch (error) {
      throw isMissing(error) ? new FileNotFound(key) : toStorageUnavailable('s3', error);
    }
  }
}
