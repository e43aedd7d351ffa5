import { z } from 'zod';
import { Resource } from '../Resource.js';

class RedirectResource extends Resource<{ url: string }> {
  public readonly schema = z
    .object({ url: z.url().meta({ description: 'The URL to which to redirect the browser' }) })
    .meta({ id: 'Redirect' });
}

export default new RedirectResource();
