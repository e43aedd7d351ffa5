import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';
import { withRedis } from './withRedis.js';
import { connectRedis, redisKey } from './index.js';

/** Milliseconds between two looks, which find what a lost message told. */
const POLL_INTERVAL_MS = 2_000;

/**
 * A text that all instances share and each is told of: when a message says that it has changed, when a connection is
 * back, and by a look every few seconds. While Redis is away the last known text stays.
 */
export class SharedValue {
  private readonly key: string;
  private current: string | undefined;

  public constructor(
    name: string,
    private readonly onChange: (text: string) => void,
  ) {
    this.key = redisKey(name);
  }

  /** Follows the changes from now on; the text is known when this is done, if Redis is there. */
  public async subscribe(): Promise<void> {
    const subscriber = connectRedis();
    const look = () => void this.poll();
    // With each connection, for what was told while there was none.
    subscriber.on('ready', () => subscriber.subscribe(this.key).then(look, look));
    subscriber.on('message', look);
    const timer = setInterval(look, POLL_INTERVAL_MS).unref();
    onClose(() => clearInterval(timer));
    await this.poll();
  }

  /** Tells every instance. @throws RedisUnavailable */
  public async set(text: string): Promise<void> {
    await withRedis((redis) => redis.multi().set(this.key, text).publish(this.key, '').exec());
    this.apply(text);
  }

  private async poll(): Promise<void> {
    try {
      const text = await withRedis((redis) => redis.get(this.key));
      if (text !== null) this.apply(text);
      else await this.restore();
    } catch (error) {
      logger.debug('What was known last still holds', { key: this.key, error });
    }
  }

  /** A Redis that was started anew has forgotten the text, which must not undo it. */
  private async restore(): Promise<void> {
    const { current } = this;
    if (current !== undefined) await withRedis((redis) => redis.set(this.key, current, 'NX'));
  }

  private apply(text: string): void {
    if (text === this.current) return;
    this.current = text;
    this.onChange(text);
  }
}
