import { erasedColumns, isHandled } from '../database/columnHandling.js';
import { sequelize } from '../database/sequelize.js';

const ERASED = '[erased]';
/** Fields that identify a person, in records of any kind. */
const PERSONAL_FIELDS = /name|mail|avatar|phone|address/i;

interface AuditSubject {
  subjectType: string | null;
}

function erasedFields({ subjectType }: AuditSubject): string[] {
  const model = sequelize.models[subjectType ?? ''];
  return model && isHandled(model) ? erasedColumns(model) : [];
}

/** Replaces personal values in the audited fields of a subject, which are JSON. */
export function redactPersonal(subject: AuditSubject, json: string | null): string | null {
  if (json === null) return null;
  const erased = erasedFields(subject);
  const isPersonal = (name: string) => PERSONAL_FIELDS.test(name) || erased.includes(name);
  const fields = Object.entries(JSON.parse(json) as Record<string, unknown>);
  const redacted = fields.map(([name, value]) => [name, value !== null && isPersonal(name) ? ERASED : value]);
  return JSON.stringify(Object.fromEntries(redacted));
}
