import { Op } from 'sequelize';
import { findInBatches } from '../../database/findInBatches.js';
import { NotFound } from '../../exceptions/NotFound.js';
import type { User } from '../../models/users/User.js';
import { UserNotification } from '../../models/notifications/UserNotification.js';
import { notificationClasses } from '../../notifications/registry.js';
import type { ListQuery, Page, Row } from '../../lists/types.js';
import { clock } from '../../utils/clock.js';
import Paginator from '../../lists/Paginator.js';

/** Seconds for which a notification is kept that was read. */
const RETENTION = 90 * 86_400;
const BATCH = 1_000;

/** Those that can be shown: the class that knows the words may have gone with its module. */
function visibleTo({ id: userId }: User) {
  return { userId, type: notificationClasses().map(({ type }) => type) };
}

const filters = {
  unread: (value: unknown) => ({ readAt: value === 'true' ? null : { [Op.ne]: null } }),
};

class NotificationService {
  public paginate(user: User, query: ListQuery): Promise<Page<Row<UserNotification>>> {
    return Paginator.paginate(UserNotification, query, { where: visibleTo(user), filters });
  }

  public countUnread(user: User): Promise<number> {
    return UserNotification.count({ where: { ...visibleTo(user), readAt: null } });
  }

  /** Marks one of the user's notifications as read; it keeps the moment at which it first was. @throws NotFound */
  public async markRead(user: User, id: number): Promise<UserNotification> {
    const where = { ...visibleTo(user), id };
    await UserNotification.update({ readAt: clock.now() }, { where: { ...where, readAt: null } });
    const notification = await UserNotification.findOne({ where, useMaster: true });
    if (!notification) throw new NotFound('Notification');
    return notification;
  }

  public async markAllRead({ id: userId }: User): Promise<void> {
    await UserNotification.update({ readAt: clock.now() }, { where: { userId, readAt: null } });
  }

  /** Removes what was read long ago; returns how many. Stops where the signal aborts. */
  public async purge(signal: AbortSignal): Promise<number> {
    const where = { readAt: { [Op.lt]: clock.in(-RETENTION) } };
    let removed = 0;
    for await (const old of findInBatches(UserNotification, { where, attributes: ['id'], size: BATCH, signal }))
      removed += await UserNotification.destroy({ where: { id: old.map(({ id }) => id) } });
    return removed;
  }
}

export default new NotificationService();
