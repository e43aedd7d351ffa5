import { GitHubServer } from './gitHubServer.js';
import { OpenIdServer } from './openIdServer.js';

const APP = 'http://lumina.test';

export const google = new OpenIdServer();
export const github = new GitHubServer();

/** Both providers run, and the application knows them. To be called before anything of the application is loaded. */
export async function offerProviders(changes: Record<string, string> = {}): Promise<void> {
  Object.assign(
    process.env,
    { APP_URL: APP, FRONTEND_URL: 'http://front.test' },
    await google.start(`${APP}/api/auth/oauth/google/callback`),
    await github.start(),
    changes,
  );
}
