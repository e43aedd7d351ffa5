import type { User } from '../../src/models/users/User.js';
import ApiKeyService from '../../src/services/auth/ApiKeyService.js';
import { withToken, type Client } from './http.js';

/** A new key of the user's, as text. */
export async function createApiKey(user: User, ...scopes: string[]): Promise<string> {
  const { key } = await ApiKeyService.create(user, { name: 'A program', scopes });
  return key;
}

/** A client that calls by an API key of the user's with these scopes. */
export async function withApiKey(user: User, ...scopes: string[]): Promise<Client> {
  return withToken(await createApiKey(user, ...scopes));
}
