import { appConfig } from '../../config/app.js';
import { Notification } from '../Notification.js';

/** Greets whoever has a new account. */
export class WelcomeNotification extends Notification {
  public static override readonly type = 'account.welcome';

  public readonly title = `Welcome to ${appConfig.title}`;
  public readonly body = 'Your account is ready. Tell others who you are in your profile.';
}
