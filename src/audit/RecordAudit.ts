import { AuditLog } from './AuditLog.js';
import { Job, type JobContext } from '../jobs/Job.js';

/** The fields of a record that matter, by name. */
export type AuditedAttributes = Record<string, unknown>;

interface AuditPayload {
  actorId: number | null;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  before: AuditedAttributes | null;
  after: AuditedAttributes | null;
  ip: string | null;
  requestId: string | null;
  /** When it happened, ISO 8601. */
  at: string;
}

function toJson(facts: AuditedAttributes | null): string | null {
  return facts && JSON.stringify(facts);
}

/** Writes an entry of the audit log. */
export class RecordAudit extends Job<AuditPayload> {
  public static readonly type = 'audit.record';
  public static override readonly queue = 'audit';
  // What happened must be known: it is tried for about half an hour.
  public static override readonly attempts = 10;

  public async handle({ at, before, after, ...event }: AuditPayload, { id: jobId }: JobContext): Promise<void> {
    const entry = { ...event, jobId, before: toJson(before), after: toJson(after), createdAt: new Date(at) };
    await AuditLog.bulkCreate([entry], { ignoreDuplicates: true });
  }
}
