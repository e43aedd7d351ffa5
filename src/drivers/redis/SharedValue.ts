import { logger } from '../../logging/logger.js';
import { onClose } from '../lifecycle.js';
import { connectRedis, redisKey } from './index.js';
import { withRedis } from './withRedis.js';

/** Polling finds changes whose message was lost. */
const POLL_INTERVAL_MS = 2_000;

/**
 * A text that all instances share. Each reads it when a message announces a change, after each reconnect and every few
 * seconds. While Redis is unavailable the last known text stays.
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

  /** Follows changes until the drivers are closed. The text is known when this resolves, if Redis is available. */
  public async subscribe(): Promise<void> {
    const subscriber = connectRedis();
    const poll = () => void this.poll();
    // After each reconnect too: messages that were sent meanwhile are lost.
    subscriber.on('ready', () => subscriber.subscribe(this.key).then(poll, poll));
    subscriber.on('message', poll);
    const timer = setInterval(poll, POLL_INTERVAL_MS).unref();
    onClose(() => clearInterval(timer));
    await this.poll();
  }

  /** Changes the text on every instance. @throws RedisUnavailable */
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
      logger.debug('A shared value could not be read; the last known one stays', { key: this.key, error });
    }
  }

  /** A Redis that lost its data must not undo the text. */
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
