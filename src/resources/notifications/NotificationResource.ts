import { z } from 'zod';
import type { Row } from '../../lists/types.js';
import type { UserNotification } from '../../models/notifications/UserNotification.js';
import { rebuildNotification } from '../../notifications/registry.js';
import { fields, Resource } from '../Resource.js';

type Source = Row<UserNotification>;

function parseData({ data }: Source): object {
  return JSON.parse(data) as object;
}

class NotificationResource extends Resource<Source> {
  public readonly schema = z
    .object({
      id: fields.id,
      type: z.string().meta({ example: 'account.welcome' }),
      title: z.string().meta({ example: 'Welcome to Lumina' }),
      body: z.string().meta({ example: 'Your account is ready.' }),
      data: z.record(z.string(), z.unknown()).meta({ description: 'Fields that depend on the type', example: {} }),
      readAt: fields.timestamp.nullable(),
      createdAt: fields.timestamp,
    })
    .meta({ id: 'Notification' });

  protected override readonly computed = {
    title: (source: Source) => rebuildNotification(source.type, parseData(source)).title,
    body: (source: Source) => rebuildNotification(source.type, parseData(source)).body,
    data: parseData,
  };
}

export default new NotificationResource();
