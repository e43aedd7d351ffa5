import { Model } from 'sequelize';
import { transaction } from '../database/transaction.js';
import { requestContext } from '../http/requestContext.js';
import Paginator from '../lists/Paginator.js';
import type { ListQuery, Page, Row } from '../lists/types.js';
import { redact } from '../logging/redact.js';
import { clock } from '../utils/clock.js';
import { AuditLog } from './AuditLog.js';
import { listenersOn, notifyListeners } from './listeners.js';
import { type ApplicationEvent, type AuditedAttributes, RecordAudit } from './RecordAudit.js';

/** The subject of a change that is not a record of a model. */
interface AuditSubject {
  type: string;
  id: number | string;
}

interface Change {
  /** An area and the change, such as `user.updated`. */
  action: string;
  subject?: Model | AuditSubject | undefined;
  /** Audited attributes of the subject, from the model's `auditable()`. */
  before?: AuditedAttributes;
  after?: AuditedAttributes;
  /** The user who made the change, unless it is the signed-in user. */
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

/** The names of the attributes whose values differ. */
function changedFields(before: AuditedAttributes = {}, after: AuditedAttributes = {}): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

function pickFields(attributes: AuditedAttributes | undefined, names: readonly string[]): AuditedAttributes | null {
  return attributes ? redact(Object.fromEntries(names.map((name) => [name, attributes[name] ?? null]))) : null;
}

function toEvent({ action, subject, before, after, actorId }: Change, changed: readonly string[]): ApplicationEvent {
  const context = requestContext.current();
  return {
    ...context,
    ...describeSubject(subject),
    actorId: actorId ?? context.actorId,
    action,
    before: pickFields(before, changed),
    after: pickFields(after, changed),
    at: clock.now().toISOString(),
  };
}

class AuditService {
  /**
   * Records a change in the audit trail and notifies the listeners on its action. An update that changed no attribute is
   * not recorded. A job writes the entry; inside a transaction only if that commits.
   *
   * @throws the error of a listener in the same transaction
   */
  public async record(change: Change): Promise<void> {
    const { action, before, after } = change;
    const changed = changedFields(before, after);
    if (before && after && changed.length === 0) return;
    const event = toEvent(change, changed);
    // A listener that fails must roll the entry back, so both need a transaction.
    const hasListeners = listenersOn(action).some(({ timing }) => timing === 'inTransaction');
    await (hasListeners ? transaction(() => this.publish(event)) : this.publish(event));
  }

  public paginate(query: ListQuery): Promise<Page<Row<AuditLog>>> {
    return Paginator.paginate(AuditLog, query);
  }

  private async publish(event: ApplicationEvent): Promise<void> {
    await RecordAudit.dispatch(event);
    await notifyListeners(event);
  }
}

export default new AuditService();
