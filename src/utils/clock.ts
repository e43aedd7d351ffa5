let offset = 0;

/** The only source of the current time, so that tests can control it. */
export const clock = {
  now: (): Date => new Date(Date.now() + offset),

  /** Returns whole seconds since the epoch, as in JWT claims. */
  epochSeconds: (): number => Math.floor((Date.now() + offset) / 1000),

  /** Returns a time relative to now, in seconds; negative values lie in the past. */
  in: (seconds: number): Date => new Date(Date.now() + offset + seconds * 1000),

  travel: (seconds: number): void => {
    offset += seconds * 1000;
  },

  reset: (): void => {
    offset = 0;
  },
};
