import { type Attributes, Op, type WhereOptions } from 'sequelize';
import { inBatches } from '../../database/findInBatches.js';
import { Session } from '../../models/auth/Session.js';
import { clock } from '../../utils/clock.js';

/** Seconds for which an ended session can still be looked at. */
const GRACE = 86_400;
const BATCH = 1_000;

/** Those that nobody can continue. A living one stays: by its traces a stolen token is known. */
function over(): WhereOptions<Attributes<Session>> {
  const aDayAgo = { [Op.lt]: clock.in(-GRACE) };
  return { [Op.or]: [{ revokedAt: aDayAgo }, { expiresAt: aDayAgo }] };
}

class EndedSessionService {
  /** Removes sessions that were over a day ago; returns how many. Stops where the signal aborts. */
  public async purge(signal: AbortSignal): Promise<number> {
    let removed = 0;
    for await (const sessions of inBatches(Session, { where: over(), attributes: ['id'], size: BATCH, signal }))
      removed += await Session.destroy({ where: { id: sessions.map(({ id }) => id) } });
    return removed;
  }
}

export default new EndedSessionService();
