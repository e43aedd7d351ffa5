import { appConfig } from '../../config/app.js';
import { authConfig } from '../../config/auth.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import type { User } from '../../models/users/User.js';

type PasswordOwner = Pick<User, 'firstname' | 'lastname' | 'email'>;

const MAX_COMMON_PASSWORDS = 10_000;
/** Shorter names occur in too many good passwords. */
const MIN_WORD_LENGTH = 3;

let commonPasswords: Promise<Set<string>> | undefined;

/** Loaded lazily: the basic policy does not need the list in memory. */
async function loadCommonPasswords(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].slice(0, MAX_COMMON_PASSWORDS));
}

/** Collects context-specific words: the names of the application and of the user (ASVS 5.0: 6.2.11). */
function contextWords({ firstname, lastname, email }: PasswordOwner): string[] {
  const words = [
    ...appConfig.title.split(/\s+/),
    ...firstname.split(/\s+/),
    ...lastname.split(/\s+/),
    ...email.replace(/@.*/, '').split(/[^\p{L}\d]+/u),
  ];
  return words.map((word) => word.toLowerCase()).filter((word) => word.length >= MIN_WORD_LENGTH);
}

/** Attackers also try common passwords with a capital first letter and appended digits or symbols. */
function stripSuffix(password: string): string {
  return password.toLowerCase().replace(/[^\p{L}]+$/u, '');
}

async function findProblem(password: string, owner: PasswordOwner): Promise<string | undefined> {
  const lower = password.toLowerCase();
  if (contextWords(owner).some((word) => lower.includes(word)))
    return 'Must not contain the name of this application, nor your own name or email address';
  const list = await (commonPasswords ??= loadCommonPasswords());
  return list.has(lower) || list.has(stripSuffix(password)) ? 'Is among the most common passwords' : undefined;
}

/**
 * Rejects a new password that is easily guessed, if PASSWORD_POLICY is strict: common ones and context-specific words
 * (ASVS 5.0: 6.2.4, 6.2.11). The request's schema checks length and composition.
 *
 * @throws ValidationFailed for the field
 */
export async function assertNotGuessable(password: string, owner: PasswordOwner, field: string): Promise<void> {
  if (authConfig.password.policy !== 'strict') return;
  const problem = await findProblem(password, owner);
  if (problem) throw ValidationFailed.forField(field, problem);
}
