import { z } from 'zod';
import type { AuditLog } from '../../audit/AuditLog.js';
import type { Row } from '../../lists/types.js';
import { fields, Resource } from '../Resource.js';

const attributes = z.record(z.string(), z.unknown()).nullable();

function parseJson(text: string | null): unknown {
  return text && JSON.parse(text);
}

class AuditLogResource extends Resource<Row<AuditLog>> {
  public readonly schema = z
    .object({
      id: fields.id,
      actorId: z.int().positive().nullable().meta({ description: 'Null for guests and the application' }),
      action: z.string().meta({ example: 'user.updated' }),
      subjectType: z.string().nullable().meta({ example: 'User' }),
      subjectId: z.string().nullable().meta({ example: '1' }),
      before: attributes.meta({ description: 'The changed fields before the action', example: { role: 'user' } }),
      after: attributes.meta({ description: 'The changed fields after the action', example: { role: 'admin' } }),
      ip: z.string().nullable().meta({ example: '203.0.113.7' }),
      requestId: z.string().nullable().meta({ description: 'Identifies the request in the log' }),
      createdAt: fields.timestamp,
    })
    .meta({ id: 'AuditLog' });

  protected override readonly computed = {
    before: ({ before }: Row<AuditLog>) => parseJson(before),
    after: ({ after }: Row<AuditLog>) => parseJson(after),
  };
}

export default new AuditLogResource();
