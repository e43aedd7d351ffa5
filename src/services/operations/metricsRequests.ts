import type { Registry } from 'prom-client';
import { IpcRequest } from '../../utils/ipc.js';

/** The metrics of one process, each with the way in which it is aggregated. */
export type MetricsSnapshot = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** The supervisor asks each worker for its own metrics. */
export const collectMetrics = new IpcRequest<null, MetricsSnapshot>('metrics.collect', 3_000);

/** A worker asks its supervisor for the metrics of all processes, as text. It waits longer than the supervisor does. */
export const aggregateMetrics = new IpcRequest<null, string>('metrics.aggregate', 4_000);
