import { z } from 'zod';
import type { Identity } from '../../drivers/oauth/OAuthDriver.js';

const MAX_NAME = 100;
const MAX_ID = 255;
const INVALID_NAME_CHARACTERS = /[\p{Cc}\p{Surrogate}]/gu;

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

function cleanName(text: string): string {
  return Array.from(text.replace(INVALID_NAME_CHARACTERS, ' ').trim()).slice(0, MAX_NAME).join('').trim();
}

/** Normalizes an identity, because providers accept email addresses and names that this application does not. */
export function normalizeIdentity(identity: Identity): Identity {
  const { data: email = null } = Email.nullable().safeParse(identity.email);
  const firstname = cleanName(identity.firstname) || cleanName(email?.split('@')[0] ?? '');
  return {
    ...identity,
    id: identity.id.slice(0, MAX_ID),
    email,
    isEmailVerified: identity.isEmailVerified && email !== null,
    firstname,
    lastname: cleanName(identity.lastname),
  };
}
