import { Job, type JobContext } from '../jobs/Job.js';
import { AuditLog } from './AuditLog.js';

/** Audited attributes of a record, by name. */
export type AuditedAttributes = Record<string, unknown>;

/** A change that the application made: an entry of the audit trail, and the event that listeners receive. */
export interface ApplicationEvent {
  /** The user who made the change; null for guests, commands and the application itself. */
  actorId: number | null;
  /** An area and the change, such as `user.updated`. */
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  /** The changed attributes before the change. */
  before: AuditedAttributes | null;
  /** The changed attributes after it. */
  after: AuditedAttributes | null;
  ip: string | null;
  requestId: string | null;
  /** The time of the change, ISO 8601. */
  at: string;
}

function toJson(facts: AuditedAttributes | null): string | null {
  return facts && JSON.stringify(facts);
}

/** Writes an entry of the audit trail. */
export class RecordAudit extends Job<ApplicationEvent> {
  public static readonly type = 'audit.record';
  public static override readonly queue = 'audit';
  // With this backoff the last attempt comes about half an hour after the first.
  public static override readonly attempts = 10;

  public async handle({ at, before, after, ...event }: ApplicationEvent, { id: jobId }: JobContext): Promise<void> {
    const entry = { ...event, jobId, before: toJson(before), after: toJson(after), createdAt: new Date(at) };
    await AuditLog.bulkCreate([entry], { ignoreDuplicates: true });
  }
}
