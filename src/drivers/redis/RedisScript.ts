import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script, which Redis runs atomically. Its source is sent only if Redis has not cached it. */
export class RedisScript {
  private readonly digest: string;

  public constructor(private readonly source: string) {
    this.digest = createHash('sha1').update(source).digest('hex');
  }

  public async run(connection: Redis, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    const parameters = [...keys, ...values];
    try {
      return await connection.evalsha(this.digest, keys.length, ...parameters);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return connection.eval(this.source, keys.length, ...parameters);
    }
  }
}
