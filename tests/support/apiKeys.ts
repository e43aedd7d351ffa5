import type { User } from '../../src/models/users/User.js';
import ApiKeyService from '../../src/services/auth/ApiKeyService.js';
import { bearing, type Client } from './http.js';

/** A new key of the user's, as text. */
export async function keyOf(user: User, ...scopes: string[]): Promise<string> {
  const { key } = await ApiKeyService.create(user, { name: 'A program', scopes });
  return key;
}

/** A client that calls by an API key of the user's with these scopes. */
export async function withKey(user: User, ...scopes: string[]): Promise<Client> {
  return bearing(await keyOf(user, ...scopes));
}
