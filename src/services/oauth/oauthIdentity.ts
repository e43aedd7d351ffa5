import { z } from 'zod';
import type { Identity } from '../../drivers/oauth/OAuthDriver.js';

const MAX_NAME = 100;
const MAX_ID = 255;
const NOT_OF_NAMES = /[\p{Cc}\p{Surrogate}]/gu;

const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());

function nameOf(text: string): string {
  return Array.from(text.replace(NOT_OF_NAMES, ' ').trim()).slice(0, MAX_NAME).join('').trim();
}

/** An identity as it can be stored and compared, whatever the provider thinks of as an e-mail or a name. */
export function cleaned(identity: Identity): Identity {
  const { data: email = null } = Email.nullable().safeParse(identity.email);
  const firstname = nameOf(identity.firstname) || nameOf(email?.split('@')[0] ?? '');
  return {
    ...identity,
    id: identity.id.slice(0, MAX_ID),
    email,
    isEmailVerified: identity.isEmailVerified && email !== null,
    firstname,
    lastname: nameOf(identity.lastname),
  };
}
