import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';

const provider = z.object({ provider: z.string().meta({ example: 'google' }) });

const redirect = z
  .string()
  .max(2048)
  .optional()
  .meta({ description: 'Where to return to; one of OAUTH_REDIRECT_URLS. Defaults to the front end' });

const challenge = z
  .string()
  .regex(/^[\w-]{43}$/, 'Must be a SHA-256 digest in base64url')
  .optional()
  .meta({ description: 'The PKCE challenge: the SHA-256 digest, in base64url, of the verifier for the exchange' });

const code = z.string().min(1).max(512);

/** Never fails: the browser must return to the front end, even if the provider sends invalid parameters. */
const parameter = z
  .string()
  .max(4096)
  .optional()
  .catch(undefined)
  .meta({ override: { type: 'string' } });

const OAuthRequest = {
  begin: request({ params: provider, query: z.object({ redirect, challenge }) }),

  callback: request({
    params: provider,
    query: z.object({
      state: parameter,
      code: parameter,
      iss: parameter,
      error: parameter,
      error_description: parameter,
    }),
  }),

  exchange: request({
    body: z.object({
      code,
      verifier: z.string().max(128).optional().meta({ description: 'Required if the login started with a challenge' }),
    }),
  }),

  beginLink: request({ params: provider, query: z.object({ redirect }) }),

  link: request({ body: z.object({ code: code.meta({ description: 'The link_code from the redirect' }) }) }),

  unlink: request({ params: provider }),
};

export default OAuthRequest;
