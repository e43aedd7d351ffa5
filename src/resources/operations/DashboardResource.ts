import { z } from 'zod';
import type { Session } from '../../models/auth/Session.js';
import type { Dashboard } from '../../services/operations/DashboardService.js';
import { fields, Resource } from '../Resource.js';
import UserResource from '../users/UserResource.js';
import UserStatisticsResource from '../users/UserStatisticsResource.js';
import QueueResource from './QueueResource.js';

const count = z.int().nonnegative();

class LoginResource extends Resource<Session> {
  public readonly schema = z
    .object({
      at: fields.timestamp,
      device: z.string().nullable().meta({ example: 'curl/8.5.0' }),
      ip: z.string().nullable().meta({ example: '203.0.113.7' }),
    })
    .meta({ id: 'Login' });

  protected override readonly computed = {
    at: ({ createdAt }: Session) => createdAt,
    device: ({ userAgent }: Session) => userAgent,
  };
}

const logins = new LoginResource();

const Administration = z.object({
  users: UserStatisticsResource.schema,
  queues: z.array(QueueResource.schema).nullable().meta({ description: 'Null while the queues are unavailable' }),
});

function presentAdministration({ administration }: Dashboard): object | null {
  if (!administration) return null;
  const { users, queues } = administration;
  return { users: UserStatisticsResource.one(users), queues: queues && QueueResource.many(queues) };
}

class DashboardResource extends Resource<Dashboard> {
  public readonly schema = z
    .object({
      user: UserResource.schema,
      activeSessions: count,
      unreadNotifications: count,
      lastLogins: z.array(logins.schema),
      sections: z
        .record(z.string(), z.unknown())
        .meta({ description: 'Sections of the modules, by name', example: {} }),
      administration: Administration.nullable().meta({ description: 'For administrators only' }),
    })
    .meta({ id: 'Dashboard' });

  protected override readonly computed = {
    user: ({ user }: Dashboard) => UserResource.one(user),
    lastLogins: ({ lastLogins }: Dashboard) => logins.many(lastLogins),
    administration: presentAdministration,
  };
}

export default new DashboardResource();
