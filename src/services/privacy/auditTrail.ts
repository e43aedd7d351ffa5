import { type Attributes, Op } from 'sequelize';
import { inBatches } from '../../database/findInBatches.js';
import { AuditLog } from '../../audit/AuditLog.js';
import type { User } from '../../models/users/User.js';
import type { PersonalData } from './PersonalData.js';

const ERASED = '[erased]';
/** Fields that say who it was; role and status do not. */
const PERSONAL = /name|mail|avatar|phone|address/i;
const BATCH = 500;
const SHOWN: (keyof Attributes<AuditLog>)[] = [
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
const ERASABLE: (keyof Attributes<AuditLog>)[] = ['id', 'before', 'after'];

type Facts = Record<string, unknown>;

function factsOf(text: string | null): Facts | null {
  return text === null ? null : (JSON.parse(text) as Facts);
}

function without(text: string | null): string | null {
  const facts = factsOf(text);
  if (!facts) return null;
  const kept = Object.entries(facts).map(([name, value]) => [
    name,
    value !== null && PERSONAL.test(name) ? ERASED : value,
  ]);
  return JSON.stringify(Object.fromEntries(kept));
}

/** What happened to the account, whoever did it. */
function concerning({ id }: User) {
  return { subjectType: 'User', subjectId: String(id) };
}

/** What an entry tells its user. What they did to others, and from where others acted, is not about them. */
function shown(entry: AuditLog, user: User): object {
  const { id, action, subjectType, subjectId, before, after, ip, createdAt, actorId } = entry;
  const isSubject = subjectType === 'User' && subjectId === String(user.id);
  const isOthers = actorId !== null && actorId !== user.id;
  const facts = isSubject ? { before: factsOf(before), after: factsOf(after) } : {};
  return { id, action, subjectType, subjectId, ...facts, ip: isOthers ? null : ip, createdAt };
}

async function* exportTrail(user: User, signal: AbortSignal): AsyncGenerator<object> {
  const where = { [Op.or]: [{ actorId: user.id }, concerning(user)] };
  const batches = inBatches(AuditLog, { where, attributes: SHOWN, size: BATCH, signal });
  for await (const entries of batches) for (const entry of entries) yield shown(entry, user);
}

async function eraseTrail(user: User, signal: AbortSignal): Promise<void> {
  await AuditLog.update({ ip: null }, { where: { actorId: user.id } });
  await AuditLog.update({ ip: null }, { where: { ...concerning(user), actorId: null } });
  // What they did to other users is about those.
  const own = { actorId: user.id, subjectType: { [Op.ne]: 'User' } };
  const where = { [Op.or]: [concerning(user), own] };
  for await (const entries of inBatches(AuditLog, { where, attributes: ERASABLE, size: BATCH, signal }))
    for (const entry of entries) await entry.update({ before: without(entry.before), after: without(entry.after) });
}

/** The entries of the audit log stay, with ids and without names, addresses and e-mail. */
export const auditTrail: PersonalData = { name: 'auditLogs', export: exportTrail, erase: eraseTrail };
