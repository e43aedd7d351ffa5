export type Operation = 'increment' | 'decrement' | 'resetKey';

/** What a worker asks of the process that counts for all workers. */
export interface CountRequest {
  type: 'count';
  /** Told again in the answer. */
  id: number;
  operation: Operation;
  /** The limiter's name. */
  name: string;
  key: string;
  windowMs: number;
}

export interface Counted {
  type: 'counted';
  id: number;
  totalHits: number;
  /** Milliseconds since the epoch. */
  resetTime: number;
}
