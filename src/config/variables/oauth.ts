import { z } from 'zod';
import { redirectUrls, serverUrl } from '../schema.js';

/** OAuth logins. */
export const oauth = {
  OAUTH_REDIRECT_URLS: redirectUrls
    .prefault('')
    .describe('Additional URLs that an OAuth login may return to, separated by commas'),
  GOOGLE_CLIENT_ID: z.string().optional().describe('Google OAuth client id; enables login with Google'),
  GOOGLE_CLIENT_SECRET: z.string().optional().describe('Google OAuth client secret'),
  GOOGLE_ISSUER: serverUrl('http', 'https')
    .prefault('https://accounts.google.com')
    .describe('Issuer URL of the OpenID Connect provider; must be https in production'),
  GITHUB_CLIENT_ID: z.string().optional().describe('GitHub OAuth client id; enables login with GitHub'),
  GITHUB_CLIENT_SECRET: z.string().optional().describe('GitHub OAuth client secret'),
  GITHUB_URL: serverUrl('http', 'https')
    .prefault('https://github.com')
    .describe('URL of GitHub or of a GitHub Enterprise server'),
  GITHUB_API_URL: serverUrl('http', 'https')
    .prefault('https://api.github.com')
    .describe('URL of the GitHub API; https://<server>/api/v3 for GitHub Enterprise'),
};
