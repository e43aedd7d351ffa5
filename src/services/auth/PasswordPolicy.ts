import { appConfig } from '../../config/app.js';
import { authConfig } from '../../config/auth.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import type { User } from '../../models/users/User.js';

type PasswordOwner = Pick<User, 'firstname' | 'lastname' | 'email'>;

const MAX_COMMON_PASSWORDS = 10_000;
/** Shorter names are part of too many good passwords. */
const MIN_WORD_LENGTH = 3;

let commonPasswords: Promise<Set<string>> | undefined;

/** Loaded with the first password that is checked: the list takes memory that the basic policy needs not. */
async function loadCommonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].slice(0, MAX_COMMON_PASSWORDS));
}

/** What says who it is, or where. */
function contextWords({ firstname, lastname, email }: PasswordOwner): string[] {
  const words = [
    ...appConfig.title.split(/\s+/),
    ...firstname.split(/\s+/),
    ...lastname.split(/\s+/),
    ...email.replace(/@.*/, '').split(/[^\p{L}\d]+/u),
  ];
  return words.map((word) => word.toLowerCase()).filter((word) => word.length >= MIN_WORD_LENGTH);
}

/** Attackers try a common password with its first letter in upper case and something at its end. */
function stripSuffix(password: string): string {
  return password.toLowerCase().replace(/[^\p{L}]+$/u, '');
}

async function findProblem(password: string, owner: PasswordOwner): Promise<string | undefined> {
  const lower = password.toLowerCase();
  if (contextWords(owner).some((word) => lower.includes(word)))
    return 'Must not contain the name of this application, nor your own name or e-mail address';
  const list = await (commonPasswords ??= loadCommonPasswords());
  return list.has(lower) || list.has(stripSuffix(password)) ? 'Is among the most common passwords' : undefined;
}

/**
 * Refuses a new password that is easily guessed, where PASSWORD_POLICY is strict: what composition alone cannot tell
 * (ASVS 5.0: 6.2.4, 6.2.11). Length and composition are checked with the request.
 *
 * @throws ValidationFailed for the field
 */
export async function assertNotGuessable(password: string, owner: PasswordOwner, field: string): Promise<void> {
  if (authConfig.password.policy !== 'strict') return;
  const problem = await findProblem(password, owner);
  if (problem) throw ValidationFailed.forField(field, problem);
}
