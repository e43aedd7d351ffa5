/** Commands from the benchmark to a program. */
export type Order =
  { kind: 'dispatch'; jobs: number } | { kind: 'work'; concurrency: number } | { kind: 'clear' } | { kind: 'end' };

/** Reports from a program to the benchmark. */
export type Report =
  | { kind: 'ready'; server: string }
  /** Duration of each dispatch in milliseconds. */
  | { kind: 'dispatched'; durations: number[] }
  | { kind: 'worked'; count: number }
  | { kind: 'cleared' };
