import { setTimeout as sleep } from 'node:timers/promises';
import { isConflict } from '../utils/conflictCodes.js';
import { randomBetween } from '../utils/random.js';
import { transactionContext } from './transactionContext.js';

interface RetryOptions {
  maxAttempts: number;
  isRetryable?: (error: unknown) => boolean;
}

/** Random pause in milliseconds, so that two conflicting transactions do not collide again. */
const RETRY_DELAY_MS = [5, 60] as const;

/**
 * Retries work after a deadlock or serialization failure. Inside a transaction the error is thrown, because only the
 * owner of the transaction can retry it.
 *
 * @throws the error of the last attempt
 */
export async function retryOnConflict<T>(
  work: () => Promise<T>,
  { maxAttempts, isRetryable = isConflict }: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === maxAttempts || !isRetryable(error) || transactionContext.get('transaction')) throw error;
    }
    await sleep(randomBetween(...RETRY_DELAY_MS));
  }
}
