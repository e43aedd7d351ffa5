import { parseStorageKey } from '../../drivers/storage/addresses.js';
import { ApiKey } from '../../models/auth/ApiKey.js';
import { OAuthAccount } from '../../models/oauth/OAuthAccount.js';
import { OneTimeToken } from '../../models/auth/OneTimeToken.js';
import { Profile } from '../../models/users/Profile.js';
import { Session } from '../../models/auth/Session.js';
import { StoredFile } from '../../models/files/StoredFile.js';
import { TwoFactorAttempt } from '../../models/auth/TwoFactorAttempt.js';
import { TwoFactorRecoveryCode } from '../../models/auth/TwoFactorRecoveryCode.js';
import { UserNotification } from '../../models/notifications/UserNotification.js';
import StoredFileService from '../files/StoredFileService.js';
import { type PersonalData, exportRows } from './PersonalData.js';

const profile: PersonalData = {
  name: 'profile',
  export: ({ id: userId }, signal) =>
    exportRows(Profile, {
      where: { userId },
      attributes: ['id', 'bio', 'phone', 'location', 'dateOfBirth', 'timezone', 'language', 'notificationPreferences'],
      json: ['notificationPreferences'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await Profile.destroy({ where: { userId } });
  },
};

const sessions: PersonalData = {
  name: 'sessions',
  export: ({ id: userId }, signal) =>
    exportRows(Session, {
      where: { userId },
      attributes: ['id', 'ip', 'userAgent', 'createdAt', 'lastUsedAt', 'expiresAt', 'revokedAt'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await Session.destroy({ where: { userId } });
  },
};

const notifications: PersonalData = {
  name: 'notifications',
  export: ({ id: userId }, signal) =>
    exportRows(UserNotification, {
      where: { userId },
      attributes: ['id', 'type', 'data', 'readAt', 'createdAt'],
      json: ['data'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await UserNotification.destroy({ where: { userId } });
  },
};

const tokens: PersonalData = {
  name: 'tokens',
  export: ({ id: userId }, signal) =>
    exportRows(OneTimeToken, {
      where: { userId },
      attributes: ['id', 'purpose', 'expiresAt', 'createdAt'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await OneTimeToken.destroy({ where: { userId } });
  },
};

const apiKeys: PersonalData = {
  name: 'apiKeys',
  export: ({ id: userId }, signal) =>
    exportRows(ApiKey, {
      where: { userId },
      attributes: ['id', 'name', 'prefix', 'scopes', 'expiresAt', 'revokedAt', 'lastUsedAt', 'createdAt'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await ApiKey.destroy({ where: { userId } });
  },
};

const oauthAccounts: PersonalData = {
  name: 'oauthAccounts',
  export: ({ id: userId }, signal) =>
    exportRows(OAuthAccount, {
      where: { userId },
      attributes: ['id', 'provider', 'providerUserId', 'email', 'createdAt'],
      signal,
    }),
  erase: async ({ id: userId }) => {
    await OAuthAccount.destroy({ where: { userId } });
  },
};

/** How many there are; what they are is a secret. */
const recoveryCodes: PersonalData = {
  name: 'recoveryCodes',
  export: ({ id: userId }, signal) =>
    exportRows(TwoFactorRecoveryCode, { where: { userId }, attributes: ['id', 'createdAt'], signal }),
  erase: async ({ id: userId }) => {
    await TwoFactorRecoveryCode.destroy({ where: { userId } });
    await TwoFactorAttempt.destroy({ where: { userId } });
  },
};

const files: PersonalData = {
  name: 'files',
  export: ({ id: ownerId }, signal) =>
    exportRows(StoredFile, {
      where: { ownerType: 'User', ownerId },
      attributes: ['id', 'path', 'type', 'size', 'createdAt'],
      signal,
    }),
  erase: async ({ id: ownerId, avatar, avatarThumbnail }) => {
    const owned = await StoredFile.findAll({ attributes: ['path'], where: { ownerType: 'User', ownerId } });
    const referenced = [avatar, avatarThumbnail].flatMap((path) => (path ? (parseStorageKey(path) ?? []) : []));
    for (const key of new Set([...owned.map(({ path }) => path), ...referenced])) await StoredFileService.detach(key);
  },
};

/** What every account has, apart from its own row. */
export const accountData: readonly PersonalData[] = [
  profile,
  sessions,
  notifications,
  tokens,
  apiKeys,
  oauthAccounts,
  recoveryCodes,
  files,
];
