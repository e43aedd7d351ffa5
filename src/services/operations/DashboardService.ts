import { ServiceUnavailable } from '../../exceptions/ServiceUnavailable.js';
import { Session } from '../../models/auth/Session.js';
import { User } from '../../models/users/User.js';
import type { UserStatistics } from '../../models/users/userStatistics.js';
import NotificationService from '../notifications/NotificationService.js';
import QueueService, { type QueueOverview } from './QueueService.js';

/** A module's part of the dashboard. It takes a few cheap queries. */
export interface DashboardSection {
  /** The key in the response. */
  name: string;
  build: (user: User) => Promise<Record<string, unknown>>;
}

interface Administration {
  users: UserStatistics;
  /** Null while the queue is unavailable. */
  queues: QueueOverview[] | null;
}

export interface Dashboard {
  user: User;
  activeSessions: number;
  unreadNotifications: number;
  lastLogins: Session[];
  sections: Record<string, unknown>;
  /** For administrators only. */
  administration: Administration | null;
}

const MAX_LOGINS = 5;

class DashboardService {
  private readonly sections = new Map<string, DashboardSection>();

  /** Adds sections to every dashboard. */
  public register(sections: readonly DashboardSection[]): void {
    for (const section of sections) this.sections.set(section.name, section);
  }

  public async forUser(user: User): Promise<Dashboard> {
    return {
      user,
      activeSessions: await Session.count({ where: { userId: user.id, ...Session.active() } }),
      unreadNotifications: await NotificationService.countUnread(user),
      lastLogins: await this.lastLogins(user),
      sections: await this.buildSections(user),
      administration: user.isAdmin() ? await this.administration() : null,
    };
  }

  private lastLogins({ id: userId }: User): Promise<Session[]> {
    const newest: [string, string][] = [
      ['createdAt', 'DESC'],
      ['id', 'DESC'],
    ];
    return Session.findAll({ where: { userId }, order: newest, limit: MAX_LOGINS });
  }

  private async buildSections(user: User): Promise<Record<string, unknown>> {
    const contents: Record<string, unknown> = {};
    for (const { name, build } of this.sections.values()) contents[name] = await build(user);
    return contents;
  }

  private async administration(): Promise<Administration> {
    return { users: await User.getStatistics(), queues: await this.queues() };
  }

  private async queues(): Promise<QueueOverview[] | null> {
    try {
      return await QueueService.overview();
    } catch (error) {
      if (error instanceof ServiceUnavailable) return null;
      throw error;
    }
  }
}

export default new DashboardService();
