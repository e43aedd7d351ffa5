import { type Attributes, Op } from 'sequelize';
import { findInBatches } from '../../database/findInBatches.js';
import { AuditLog } from '../../audit/AuditLog.js';
import type { User } from '../../models/users/User.js';
import type { PersonalData } from './PersonalData.js';

const ERASED = '[erased]';
/** Fields that say who it was; role and status do not. */
const PERSONAL_FIELDS = /name|mail|avatar|phone|address/i;
const BATCH = 500;
const EXPORTED_COLUMNS: (keyof Attributes<AuditLog>)[] = [
  'id',
  'actorId',
  'action',
  'subjectType',
  'subjectId',
  'before',
  'after',
  'ip',
  'createdAt',
];
const REDACTED_COLUMNS: (keyof Attributes<AuditLog>)[] = ['id', 'before', 'after'];

type AuditedAttributes = Record<string, unknown>;

function parseAttributes(text: string | null): AuditedAttributes | null {
  return text === null ? null : (JSON.parse(text) as AuditedAttributes);
}

function redactFacts(text: string | null): string | null {
  const facts = parseAttributes(text);
  if (!facts) return null;
  const kept = Object.entries(facts).map(([name, value]) => [
    name,
    value !== null && PERSONAL_FIELDS.test(name) ? ERASED : value,
  ]);
  return JSON.stringify(Object.fromEntries(kept));
}

/** What happened to the account, whoever did it. */
function aboutUser({ id }: User) {
  return { subjectType: 'User', subjectId: String(id) };
}

/** What an entry tells its user. What they did to others, and from where others acted, is not about them. */
function present(entry: AuditLog, user: User): object {
  const { id, action, subjectType, subjectId, before, after, ip, createdAt, actorId } = entry;
  const isSubject = subjectType === 'User' && subjectId === String(user.id);
  const isOthers = actorId !== null && actorId !== user.id;
  const facts = isSubject ? { before: parseAttributes(before), after: parseAttributes(after) } : {};
  return { id, action, subjectType, subjectId, ...facts, ip: isOthers ? null : ip, createdAt };
}

async function* exportTrail(user: User, signal: AbortSignal): AsyncGenerator<object> {
  const where = { [Op.or]: [{ actorId: user.id }, aboutUser(user)] };
  const batches = findInBatches(AuditLog, { where, attributes: EXPORTED_COLUMNS, size: BATCH, signal });
  for await (const entries of batches) for (const entry of entries) yield present(entry, user);
}

async function eraseTrail(user: User, signal: AbortSignal): Promise<void> {
  await AuditLog.update({ ip: null }, { where: { actorId: user.id } });
  await AuditLog.update({ ip: null }, { where: { ...aboutUser(user), actorId: null } });
  // What they did to other users is about those.
  const own = { actorId: user.id, subjectType: { [Op.ne]: 'User' } };
  const where = { [Op.or]: [aboutUser(user), own] };
  for await (const entries of findInBatches(AuditLog, { where, attributes: REDACTED_COLUMNS, size: BATCH, signal }))
    for (const entry of entries)
      await entry.update({ before: redactFacts(entry.before), after: redactFacts(entry.after) });
}

/** The entries of the audit log stay, with ids and without names, addresses and e-mail. */
export const auditTrail: PersonalData = { name: 'auditLogs', export: exportTrail, erase: eraseTrail };
