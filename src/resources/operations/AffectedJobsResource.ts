import { z } from 'zod';
import { Resource } from '../Resource.js';

class AffectedJobsResource extends Resource<{ count: number }> {
  public readonly schema = z.object({ count: z.int().nonnegative() }).meta({ id: 'AffectedJobs' });
}

export default new AffectedJobsResource();
