import { appConfig } from '../../config/app.js';
import { Notification } from '../Notification.js';

/** Welcomes a new user. */
export class WelcomeNotification extends Notification {
  public static override readonly type = 'account.welcome';

  public readonly title = `Welcome to ${appConfig.title}`;
  public readonly body = 'Your account is ready. Complete your profile.';
}
