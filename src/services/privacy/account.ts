import { parseStorageKey } from '../../drivers/storage/addresses.js';
import { ApiKey } from '../../models/auth/ApiKey.js';
import { OneTimeToken } from '../../models/auth/OneTimeToken.js';
import { Session } from '../../models/auth/Session.js';
import { TwoFactorAttempt } from '../../models/auth/TwoFactorAttempt.js';
import { TwoFactorRecoveryCode } from '../../models/auth/TwoFactorRecoveryCode.js';
import { StoredFile } from '../../models/files/StoredFile.js';
import { UserNotification } from '../../models/notifications/UserNotification.js';
import { OAuthAccount } from '../../models/oauth/OAuthAccount.js';
import { Profile } from '../../models/users/Profile.js';
import StoredFileService from '../files/StoredFileService.js';
import { ownedRecords } from './ownedRecords.js';
import type { PersonalData } from './PersonalData.js';

const twoFactorAttempts: PersonalData = {
  name: 'twoFactorAttempts',
  model: TwoFactorAttempt,
  erase: async ({ id: userId }) => {
    await TwoFactorAttempt.destroy({ where: { userId } });
  },
};

const files: PersonalData = {
  ...ownedRecords(StoredFile, { name: 'files', owner: ({ id }) => ({ ownerType: 'User', ownerId: id }) }),
  // The rows go with their files, after the commit.
  erase: async ({ id: ownerId, avatar, avatarThumbnail }) => {
    const owned = await StoredFile.findAll({ attributes: ['path'], where: { ownerType: 'User', ownerId } });
    const referenced = [avatar, avatarThumbnail].flatMap((path) => (path ? (parseStorageKey(path) ?? []) : []));
    for (const key of new Set([...owned.map(({ path }) => path), ...referenced])) await StoredFileService.detach(key);
  },
};

/** The personal data of every account, apart from its own row. */
export const accountData: readonly PersonalData[] = [
  ownedRecords(Profile, { name: 'profile', owner: 'userId' }),
  ownedRecords(Session, { name: 'sessions', owner: 'userId' }),
  ownedRecords(UserNotification, { name: 'notifications', owner: 'userId' }),
  ownedRecords(OneTimeToken, { name: 'tokens', owner: 'userId' }),
  ownedRecords(ApiKey, { name: 'apiKeys', owner: 'userId' }),
  ownedRecords(OAuthAccount, { name: 'oauthAccounts', owner: 'userId' }),
  ownedRecords(TwoFactorRecoveryCode, { name: 'recoveryCodes', owner: 'userId' }),
  twoFactorAttempts,
  files,
];
