import { Notification } from '../Notification.js';

const TITLES = {
  'provider-linked': (name: string) => `A new login method was added to your account: ${name}`,
  'api-key-created': (name: string) => `A new API key was created: “${name}”`,
  'recovery-code-used': () => 'A recovery code was used instead of a code from your app',
};

export interface SecurityEvent {
  event: keyof typeof TITLES;
  /** The name of the provider or API key. */
  name?: string;
}

/** Notifies users of a new login method, a new API key or a used recovery code. */
export class SecurityNotice extends Notification<SecurityEvent> {
  public static override readonly type = 'account.security';
  public static override readonly channels = ['inApp', 'mail'] as const;
  public static override readonly always = ['mail'] as const;

  public readonly title = TITLES[this.data.event](this.data.name ?? '');
  public readonly body =
    'If this was not you, change your password and revoke the sessions and API keys that are not yours.';
}
