import { z } from 'zod';
import type { Session } from '../../models/auth/Session.js';
import { fields, Resource } from '../Resource.js';

/** A session as its owner sees it. `isCurrent` marks the session of the request. */
interface OwnSession {
  session: Session;
  isCurrent: boolean;
}

class SessionResource extends Resource<OwnSession> {
  public readonly schema = z
    .object({
      id: fields.id,
      device: z.string().nullable().meta({ description: 'The User-Agent of the client', example: 'curl/8.5.0' }),
      ip: z.string().nullable().meta({ example: '203.0.113.7' }),
      current: z.boolean().meta({ description: 'True for the session of this request' }),
      lastUsedAt: fields.timestamp,
      createdAt: fields.timestamp,
      expiresAt: fields.timestamp,
    })
    .meta({ id: 'Session' });

  protected override readonly computed = {
    id: ({ session }: OwnSession) => session.id,
    device: ({ session }: OwnSession) => session.userAgent,
    ip: ({ session }: OwnSession) => session.ip,
    current: ({ isCurrent }: OwnSession) => isCurrent,
    lastUsedAt: ({ session }: OwnSession) => session.lastUsedAt,
    createdAt: ({ session }: OwnSession) => session.createdAt,
    expiresAt: ({ session }: OwnSession) => session.expiresAt,
  };
}

export default new SessionResource();
