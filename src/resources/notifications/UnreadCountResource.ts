import { z } from 'zod';
import { Resource } from '../Resource.js';

class UnreadCountResource extends Resource<{ unread: number }> {
  public readonly schema = z.object({ unread: z.int().nonnegative().meta({ example: 3 }) }).meta({ id: 'UnreadCount' });
}

export default new UnreadCountResource();
