import { Op } from 'sequelize';
import { AuditLog } from '../../audit/AuditLog.js';
import { erasedValues, exportedColumns } from '../../database/columnHandling.js';
import { findInBatches } from '../../database/findInBatches.js';
import type { User } from '../../models/users/User.js';
import type { PersonalData } from './PersonalData.js';

const BATCH = 500;

function parseJson(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

function aboutUser({ id }: User) {
  return { subjectType: 'User', subjectId: String(id) };
}

/** Presents an entry to its user, without changes to other users and the IP addresses of others. */
function present(entry: AuditLog, user: User): object {
  const { before, after, ip, actorId, ...visible } = entry.get();
  const isSubject = entry.subjectType === 'User' && entry.subjectId === String(user.id);
  const isByOthers = actorId !== null && actorId !== user.id;
  const changes = isSubject && { before: parseJson(before), after: parseJson(after) };
  return { ...visible, ...changes, ip: isByOthers ? null : ip };
}

async function* exportTrail(user: User, signal: AbortSignal): AsyncGenerator<object> {
  const where = { [Op.or]: [{ actorId: user.id }, aboutUser(user)] };
  const attributes = [...exportedColumns(AuditLog), 'actorId' as const];
  const batches = findInBatches(AuditLog, { where, attributes, size: BATCH, signal });
  for await (const entries of batches) for (const entry of entries) yield present(entry, user);
}

async function eraseTrail(user: User, signal: AbortSignal): Promise<void> {
  await AuditLog.update({ ip: null }, { where: { actorId: user.id } });
  await AuditLog.update({ ip: null }, { where: { ...aboutUser(user), actorId: null } });
  // Changes that they made to other users are the data of those users.
  const own = { actorId: user.id, subjectType: { [Op.ne]: 'User' } };
  const where = { [Op.or]: [aboutUser(user), own] };
  const attributes = ['id' as const, 'subjectType' as const, 'before' as const, 'after' as const];
  for await (const entries of findInBatches(AuditLog, { where, attributes, size: BATCH, signal }))
    for (const entry of entries) await entry.update(erasedValues(entry), { fields: ['before', 'after'] });
}

/** The entries of the audit log stay, without names, IP addresses and email addresses. */
export const auditTrail: PersonalData = {
  name: 'auditLogs',
  model: AuditLog,
  export: exportTrail,
  erase: eraseTrail,
};
