import { z } from 'zod';
import { fields } from '../Resource.js';

export const status = z.object({ status: z.literal('UP'), environment: z.string().meta({ example: 'development' }) });

export const health = z.object({
  status: z.literal('ok'),
  service: z.string().meta({ example: 'lumina' }),
  timestamp: fields.timestamp,
  uptime: z.int().nonnegative().meta({ description: 'Seconds' }),
});

export const live = z.object({ status: z.literal('ok') });

const check = z.object({
  state: z.enum(['up', 'down']),
  driver: z.string().meta({ example: 'postgres' }),
  required: z.boolean().meta({ description: 'True if no request can be served without it' }),
  latency: z.int().nonnegative().meta({ description: 'Milliseconds' }),
});

export const readiness = z.object({
  status: z
    .enum(['ok', 'degraded', 'unavailable'])
    .meta({ description: 'degraded: a dependency is down, but requests can be served' }),
  checks: z.record(z.string(), check),
});
