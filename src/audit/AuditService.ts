import { Model } from 'sequelize';
import { type AuditedAttributes, RecordAudit } from './RecordAudit.js';
import { AuditLog } from './AuditLog.js';
import type { ListQuery, Page, Row } from '../lists/types.js';
import { clock } from '../utils/clock.js';
import { redact } from '../logging/redact.js';
import { requestContext } from '../http/requestContext.js';
import Paginator from '../lists/Paginator.js';

/** What was changed, where it is no record of a model. */
interface AuditSubject {
  type: string;
  id: number | string;
}

interface AuditEvent {
  /** An area and what was done there, such as `user.updated`. */
  action: string;
  subject?: Model | AuditSubject | undefined;
  /** Allow-listed fields of the subject, as the model's `auditable()` gives them. */
  before?: AuditedAttributes;
  after?: AuditedAttributes;
  /** Who did it, where that is not whoever is signed in. */
  actorId?: number | undefined;
}

function describeSubject(subject: Model | AuditSubject | undefined): {
  subjectType: string | null;
  subjectId: string | null;
} {
  if (!subject) return { subjectType: null, subjectId: null };
  if (subject instanceof Model) return { subjectType: subject.constructor.name, subjectId: String(subject.get('id')) };
  return { subjectType: subject.type, subjectId: String(subject.id) };
}

/** The names of the fields that are not in both the same. */
function changedFields(before: AuditedAttributes = {}, after: AuditedAttributes = {}): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function pickFields(facts: AuditedAttributes | undefined, names: readonly string[]): AuditedAttributes | null {
  return facts ? redact(Object.fromEntries(names.map((name) => [name, facts[name] ?? null]))) : null;
}

class AuditService {
  /**
   * Notes who did what to which record, and which fields it changed; a change that changed nothing is not noted. A job
   * writes it down: inside a transaction only if that commits.
   */
  public async record({ action, subject, before, after, actorId }: AuditEvent): Promise<void> {
    const names = changedFields(before, after);
    if (before && after && names.length === 0) return;
    const context = requestContext.current();
    await RecordAudit.dispatch({
      ...context,
      ...describeSubject(subject),
      actorId: actorId ?? context.actorId,
      action,
      before: pickFields(before, names),
      after: pickFields(after, names),
      at: clock.now().toISOString(),
    });
  }

  public paginate(query: ListQuery): Promise<Page<Row<AuditLog>>> {
    return Paginator.paginate(AuditLog, query);
  }
}

export default new AuditService();
