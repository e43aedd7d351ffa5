/** What the benchmark tells a program. */
export type Order =
  { kind: 'dispatch'; jobs: number } | { kind: 'work'; concurrency: number } | { kind: 'clear' } | { kind: 'end' };

/** What a program tells the benchmark. */
export type Report =
  | { kind: 'ready'; server: string }
  /** Milliseconds that each dispatch took. */
  | { kind: 'dispatched'; durations: number[] }
  | { kind: 'worked'; count: number }
  | { kind: 'cleared' };
