import { LRUCache } from 'lru-cache';
import { Op } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { TooManyApiKeys } from '../../exceptions/TooManyApiKeys.js';
import { ApiKey } from '../../models/auth/ApiKey.js';
import { findApiKeyUser } from '../../models/auth/findApiKeyUser.js';
import { type Plan, User } from '../../models/users/User.js';
import { SecurityNotice } from '../../notifications/auth/SecurityNotice.js';
import { clock } from '../../utils/clock.js';
import { assertActive } from './accountStatus.js';
import { type ApiKeyToken, generateApiKey } from './apiKeyFormat.js';

/** The caller of a request with an API key, and the scopes of the key. */
export interface ApiKeyPrincipal {
  user: User;
  sessionId: null;
  apiKey: { id: number; scopes: readonly string[] };
}

type NewApiKey = Omit<Changes<ApiKey>, 'scopes'> & Pick<ApiKey, 'name'> & { scopes: readonly string[] };

/** A new key. The plain key is shown once and never stored. */
export interface IssuedApiKey {
  apiKey: ApiKey;
  key: string;
}

const MAX_PER_USER = 25;
/** Seconds. A key's last use is written at most this often. */
const LAST_USED_RESOLUTION = 60;
const MAX_CACHED = 10_000;

/** Creates, revokes and authenticates API keys. */
class ApiKeyService {
  private readonly plans = new LRUCache<number, Plan>({ max: MAX_CACHED });
  private readonly revokedKeys = new LRUCache<string, true>({ max: MAX_CACHED });

  /** Lists the user's active keys, newest first. */
  public list(user: User): Promise<ApiKey[]> {
    return ApiKey.findAll({
      where: { userId: user.id, ...ApiKey.active() },
      order: [['id', 'DESC']],
      limit: MAX_PER_USER,
    });
  }

  /** Creates a key and notifies its user. @throws TooManyApiKeys */
  public create(user: User, { scopes, ...settings }: NewApiKey): Promise<IssuedApiKey> {
    const { id: userId } = user;
    const { key, prefix, hash } = generateApiKey(userId);
    return transaction(async () => {
      // Row lock: concurrent requests must not exceed the limit.
      await User.findByPk(userId, { lock: true });
      if ((await ApiKey.count({ where: { userId, ...ApiKey.active() } })) >= MAX_PER_USER)
        throw new TooManyApiKeys(MAX_PER_USER);
      const values = { ...editableValues(ApiKey, settings, 'owner'), scopes: scopes.join(' ') };
      const apiKey = await ApiKey.create({ expiresAt: null, ...values, userId, prefix, keyHash: hash });
      await AuditService.record({ action: 'api-key.created', subject: apiKey, after: apiKey.auditable() });
      await new SecurityNotice({ event: 'api-key-created', name: apiKey.name }).notify(user);
      return { apiKey, key };
    });
  }

  /** Revokes one of the user's keys, effective immediately. @throws NotFound */
  public async revoke({ id: userId }: User, id: number): Promise<void> {
    await transaction(async () => {
      const [revoked] = await ApiKey.update({ revokedAt: clock.now() }, { where: { id, userId, ...ApiKey.active() } });
      if (revoked !== 1) throw new NotFound('API key');
      await AuditService.record({ action: 'api-key.revoked', subject: { type: 'ApiKey', id } });
    });
  }

  /** Revokes all keys of the user. */
  public async revokeAll({ id: userId }: User): Promise<void> {
    await ApiKey.update({ revokedAt: clock.now() }, { where: { userId, revokedAt: null } });
  }

  /**
   * Authenticates a key with one query: the key must be active, and so must its user.
   *
   * @throws InvalidToken, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async authenticate({ userId, hash }: ApiKeyToken): Promise<ApiKeyPrincipal> {
    const match = await findApiKeyUser({ userId, hash, usedSince: clock.in(-LAST_USED_RESOLUTION) });
    if (!match) {
      this.revokedKeys.set(hash, true);
      throw new InvalidToken();
    }
    const { user, key } = match;
    assertActive(user);
    this.plans.set(user.id, user.plan);
    if (!key.isUseRecent) await this.touchLastUsed(key.id);
    return { user, sessionId: null, apiKey: { id: key.id, scopes: key.scopes } };
  }

  /** Returns the user's plan as of their last request in this process: the rate limiter must not cost a query. */
  public cachedPlan(userId: number): Plan {
    return this.plans.get(userId) ?? 'free';
  }

  /** Tells whether this process has seen the key as invalid. Revoked keys never become valid again. */
  public isRevoked({ hash }: ApiKeyToken): boolean {
    return this.revokedKeys.has(hash);
  }

  /** Only one of several concurrent requests writes. */
  private async touchLastUsed(id: number): Promise<void> {
    const before = { [Op.or]: [null, { [Op.lte]: clock.in(-LAST_USED_RESOLUTION) }] };
    await ApiKey.update({ lastUsedAt: clock.now() }, { where: { id, lastUsedAt: before } });
  }
}

export default new ApiKeyService();
