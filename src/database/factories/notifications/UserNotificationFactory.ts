import { UserNotification } from '../../../models/notifications/UserNotification.js';
import { clock } from '../../../utils/clock.js';
import { randomId } from '../../../utils/random.js';
import { Factory, type Values } from '../Factory.js';
import UserFactory from '../users/UserFactory.js';

class UserNotificationFactory extends Factory<UserNotification> {
  public readonly model = UserNotification;

  protected definition(): Values<UserNotification> {
    return {
      jobId: randomId(),
      userId: UserFactory,
      type: 'account.welcome',
      data: '{}',
      createdAt: clock.now(),
    };
  }

  public read(): this {
    return this.state({ readAt: clock.now() });
  }
}

export default new UserNotificationFactory();
