import type { Registry } from 'prom-client';

/** All that one process measured. */
export type Figures = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** A worker's question to the process that supervises it: the figures of all processes together. */
export interface ScrapeRequest {
  type: 'scrape';
  id: number;
}

/** The supervisor's question to each worker: its own figures. */
export interface MeasureRequest {
  type: 'measure';
  id: number;
}

export interface Measured {
  type: 'measured';
  id: number;
  figures: Figures;
}

/** The answer to the worker that asked, in Prometheus' text format; null if a process did not tell its figures. */
export interface Scraped {
  type: 'scraped';
  id: number;
  text: string | null;
}
