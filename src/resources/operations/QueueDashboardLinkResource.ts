import { z } from 'zod';
import type { QueueDashboardLink } from '../../services/operations/QueueDashboardService.js';
import { fields, Resource } from '../Resource.js';

class QueueDashboardLinkResource extends Resource<QueueDashboardLink> {
  public readonly schema = z
    .object({
      url: z.url().meta({ description: 'Open it in a browser. It works once' }),
      expiresAt: fields.timestamp,
    })
    .meta({ id: 'QueueDashboardLink' });
}

export default new QueueDashboardLinkResource();
