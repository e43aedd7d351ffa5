import { z } from 'zod';
import { fields } from './Resource.js';

export const status = z.object({ status: z.literal('UP'), environment: z.string().meta({ example: 'development' }) });

export const health = z.object({
  status: z.literal('ok'),
  service: z.string().meta({ example: 'lumina' }),
  timestamp: fields.timestamp,
  uptime: z.int().nonnegative().meta({ description: 'Seconds' }),
});

export const live = z.object({ status: z.literal('ok') });

export const readiness = z.object({
  status: z.enum(['ok', 'unavailable']),
  checks: z.record(
    z.string(),
    z.object({ state: z.enum(['up', 'down']), latency: z.int().nonnegative().meta({ description: 'Milliseconds' }) }),
  ),
});
