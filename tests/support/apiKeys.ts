import type { User } from '../../src/models/users/User.js';
import ApiKeyService from '../../src/services/auth/ApiKeyService.js';
import { withToken, type Client } from './http.js';

/** The text of a new key of the user. */
export async function createApiKey(user: User, ...scopes: string[]): Promise<string> {
  const { key } = await ApiKeyService.create(user, { name: 'A program', scopes });
  return key;
}

/** A client that authenticates with an API key of the user with these scopes. */
export async function withApiKey(user: User, ...scopes: string[]): Promise<Client> {
  return withToken(await createApiKey(user, ...scopes));
}
