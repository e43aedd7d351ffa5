import { Op } from 'sequelize';
import { NotFound } from '../../exceptions/NotFound.js';
import Paginator from '../../lists/Paginator.js';
import type { ListQuery, Page, Row } from '../../lists/types.js';
import { UserNotification } from '../../models/notifications/UserNotification.js';
import type { User } from '../../models/users/User.js';
import { notificationClasses } from '../../notifications/registry.js';
import { clock } from '../../utils/clock.js';

/** Notifications whose class is registered. A class may have been removed together with its module. */
function visibleTo({ id: userId }: User) {
  return { userId, type: notificationClasses().map(({ type }) => type) };
}

const filters = {
  unread: (value: unknown) => ({ readAt: value === 'true' ? null : { [Op.ne]: null } }),
};

/** Lists a user's in-app notifications and marks them as read. */
class NotificationService {
  public paginate(user: User, query: ListQuery): Promise<Page<Row<UserNotification>>> {
    return Paginator.paginate(UserNotification, query, { where: visibleTo(user), filters });
  }

  public countUnread(user: User): Promise<number> {
    return UserNotification.count({ where: { ...visibleTo(user), readAt: null } });
  }

  /** Marks one of the user's notifications as read. Idempotent: the first time of reading stays. @throws NotFound */
  public async markRead(user: User, id: number): Promise<UserNotification> {
    const where = { ...visibleTo(user), id };
    await UserNotification.update({ readAt: clock.now() }, { where: { ...where, readAt: null } });
    const notification = await UserNotification.findOne({ where });
    if (!notification) throw new NotFound('Notification');
    return notification;
  }

  public async markAllRead({ id: userId }: User): Promise<void> {
    await UserNotification.update({ readAt: clock.now() }, { where: { userId, readAt: null } });
  }
}

export default new NotificationService();
