import type { Developer } from './gitHubServer.js';
import { GitHubServer } from './gitHubServer.js';
import { OpenIdServer, type Person } from './openIdServer.js';

const APP = 'http://lumina.test';

export const google = new OpenIdServer();
export const github = new GitHubServer();

let made = 0;

/** A Google user. */
export function person(changes: Partial<Person> = {}): Person {
  made += 1;
  const email = `ada${made}@example.com`;
  return { sub: `person-${made}`, email, email_verified: true, given_name: 'Ada', family_name: 'Lovelace', ...changes };
}

/** A GitHub user. */
export function developer(changes: Partial<Developer> = {}): Developer {
  made += 1;
  const emails = [
    { email: `second${made}@example.com`, primary: false, verified: true },
    { email: `Grace${made}@Example.com`, primary: true, verified: true },
  ];
  return { id: made, login: `grace${made}`, name: 'Grace Brewster Hopper', emails, ...changes };
}

/** Starts and configures both providers. Call it before anything of the application is imported. */
export async function offerProviders(changes: Record<string, string> = {}): Promise<void> {
  Object.assign(
    process.env,
    { APP_URL: APP, FRONTEND_URL: 'http://front.test' },
    await google.start(`${APP}/api/auth/oauth/google/callback`),
    await github.start(),
    changes,
  );
}
