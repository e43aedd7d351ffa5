import { type Attributes, Op, type WhereOptions } from 'sequelize';
import { findInBatches } from '../../database/findInBatches.js';
import { Session } from '../../models/auth/Session.js';
import { clock } from '../../utils/clock.js';

/** Seconds for which an ended session can still be looked at. */
const RETENTION = 86_400;
const BATCH = 1_000;

/** Those that nobody can continue. A living one stays: by its traces a stolen token is known. */
function expired(): WhereOptions<Attributes<Session>> {
  const beforeRetention = { [Op.lt]: clock.in(-RETENTION) };
  return { [Op.or]: [{ revokedAt: beforeRetention }, { expiresAt: beforeRetention }] };
}

class EndedSessionService {
  /** Removes sessions that were over a day ago; returns how many. Stops where the signal aborts. */
  public async purgeExpired(signal: AbortSignal): Promise<number> {
    let removed = 0;
    for await (const sessions of findInBatches(Session, { where: expired(), attributes: ['id'], size: BATCH, signal }))
      removed += await Session.destroy({ where: { id: sessions.map(({ id }) => id) } });
    return removed;
  }
}

export default new EndedSessionService();
