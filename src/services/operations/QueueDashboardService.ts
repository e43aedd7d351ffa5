import AuditService from '../../audit/AuditService.js';
import { appConfig } from '../../config/app.js';
import { queue } from '../../drivers/queue/index.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { findSessionUser } from '../../models/auth/findSessionUser.js';
import { can } from '../../models/users/permissions.js';
import { clock } from '../../utils/clock.js';
import { isActive } from '../auth/accountStatus.js';
import OneTimeTokenService from '../auth/OneTimeTokenService.js';

export interface QueueDashboardLink {
  url: string;
  expiresAt: Date;
}

/** The administrator who opened the dashboard, and the session in which they asked for the link. */
export interface QueueDashboardAccess {
  userId: number;
  sessionId: number;
}

const PURPOSE = 'queue-dashboard';
const LINK_LIFETIME_SECONDS = 60;
const INVALID_LINK = 'This link is invalid or has expired. Links work once, for a minute: ask the API for another';

/** The path of the dashboard, outside of the API. */
export const QUEUE_DASHBOARD_PATH = '/admin/queues';

/** Lets administrators open the queue driver's own dashboard in a browser, which sends no bearer token. */
class QueueDashboardService {
  /** Creates a link that opens the dashboard once, within a minute. @throws NotFound if the driver has no dashboard */
  public async createLink({ userId, sessionId }: QueueDashboardAccess): Promise<QueueDashboardLink> {
    if (!queue.createDashboard) throw new NotFound('Dashboard of this queue driver');
    const expiresAt = clock.in(LINK_LIFETIME_SECONDS);
    const data = { sessionId };
    const token = await OneTimeTokenService.issue({ purpose: PURPOSE, userId, expiresIn: LINK_LIFETIME_SECONDS, data });
    return { url: `${appConfig.url}${QUEUE_DASHBOARD_PATH}?token=${token}`, expiresAt };
  }

  /** Exchanges the token of a link for access, and audits it. @throws InvalidToken */
  public async open(token: string): Promise<QueueDashboardAccess> {
    const { userId, data } = await this.consumeToken(token);
    const access = { userId: Number(userId), sessionId: Number(data.sessionId) };
    if (!(await this.isAuthorized(access))) throw new InvalidToken(INVALID_LINK);
    await AuditService.record({
      action: 'queue.dashboard-opened',
      subject: { type: 'Queue', id: 'all' },
      actorId: access.userId,
    });
    return access;
  }

  /** Tells whether the session is still active and its user still an administrator. Reads the database each time. */
  public async isAuthorized({ userId, sessionId }: QueueDashboardAccess): Promise<boolean> {
    const user = await findSessionUser(userId, sessionId);
    return user !== undefined && isActive(user) && can(user, 'administration', 'view');
  }

  private async consumeToken(token: string) {
    try {
      return await OneTimeTokenService.consume(PURPOSE, token);
    } catch (error) {
      throw error instanceof InvalidToken ? new InvalidToken(INVALID_LINK) : error;
    }
  }
}

export default new QueueDashboardService();
