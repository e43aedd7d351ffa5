import { Notification } from '../Notification.js';

const TITLES = {
  'provider-linked': (name: string) => `There is another way into your account: ${name}`,
  'api-key-created': (name: string) => `An API key was made: “${name}”`,
  'recovery-code-used': () => 'A recovery code was used in place of a code from your app',
};

export interface SecurityEvent {
  event: keyof typeof TITLES;
  /** Of the provider or key. */
  name?: string;
}

/** Tells users that there is another way into their account, or that one was used which is rarely needed. */
export class SecurityNotice extends Notification<SecurityEvent> {
  public static override readonly type = 'account.security';
  public static override readonly channels = ['inApp', 'mail'] as const;
  public static override readonly always = ['mail'] as const;

  public readonly title = TITLES[this.data.event](this.data.name ?? '');
  public readonly body =
    'If this was not you: change your password, and end the sessions and API keys that are not yours.';
}
