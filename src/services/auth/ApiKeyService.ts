import { LRUCache } from 'lru-cache';
import { Op } from 'sequelize';
import { transaction } from '../../database/transaction.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { TooManyApiKeys } from '../../exceptions/TooManyApiKeys.js';
import { ApiKey } from '../../models/auth/ApiKey.js';
import { findKeyCaller } from '../../models/auth/findApiKeyUser.js';
import { type Plan, User } from '../../models/users/User.js';
import { SecurityNotice } from '../../notifications/auth/SecurityNotice.js';
import { clock } from '../../utils/clock.js';
import { assertUsable } from './accountStatus.js';
import { type KeyToken, newKey } from './apiKeyFormat.js';
import AuditService from '../../audit/AuditService.js';

/** Who calls by an API key, and what the key may do. */
export interface KeyPrincipal {
  user: User;
  sessionId: null;
  apiKey: { id: number; scopes: readonly string[] };
}

interface Wanted {
  name: string;
  scopes: readonly string[];
  expiresAt?: Date | null | undefined;
}

/** A key together with its text, which is nowhere kept. */
export interface IssuedApiKey {
  apiKey: ApiKey;
  key: string;
}

const MAX_PER_USER = 25;
/** Seconds between two notes of a key's use. */
const NOTED_EVERY = 60;
/** Seconds for which dead keys can still be looked up in the database. */
const KEPT = 30 * 86_400;
const MAX_REMEMBERED = 10_000;

function alive() {
  return { revokedAt: null, expiresAt: { [Op.or]: [null, { [Op.gt]: clock.now() }] } };
}

class ApiKeyService {
  private readonly plans = new LRUCache<number, Plan>({ max: MAX_REMEMBERED });
  private readonly dead = new LRUCache<string, true>({ max: MAX_REMEMBERED });

  public list(user: User): Promise<ApiKey[]> {
    return ApiKey.findAll({ where: { userId: user.id, ...alive() }, order: [['id', 'DESC']], limit: MAX_PER_USER });
  }

  /** @throws TooManyApiKeys */
  public create(user: User, { name, scopes, expiresAt }: Wanted): Promise<IssuedApiKey> {
    const { id: userId } = user;
    const { key, prefix, hash } = newKey(userId);
    return transaction(async () => {
      // Locked, so that of several at once none goes over the limit.
      await User.findByPk(userId, { lock: true });
      if ((await ApiKey.count({ where: { userId, ...alive() } })) >= MAX_PER_USER)
        throw new TooManyApiKeys(MAX_PER_USER);
      const values = { userId, name, prefix, keyHash: hash, scopes: scopes.join(' '), expiresAt: expiresAt ?? null };
      const apiKey = await ApiKey.create(values);
      await AuditService.record({ action: 'api-key.created', subject: apiKey, after: apiKey.auditable() });
      await new SecurityNotice({ event: 'api-key-created', name }).notify(user);
      return { apiKey, key };
    });
  }

  /** Makes one of the user's keys worthless, at once. @throws NotFound */
  public async revoke({ id: userId }: User, id: number): Promise<void> {
    await transaction(async () => {
      const [revoked] = await ApiKey.update({ revokedAt: clock.now() }, { where: { id, userId, ...alive() } });
      if (revoked !== 1) throw new NotFound('API key');
      await AuditService.record({ action: 'api-key.revoked', subject: { type: 'ApiKey', id } });
    });
  }

  public async revokeAll({ id: userId }: User): Promise<void> {
    await ApiKey.update({ revokedAt: clock.now() }, { where: { userId, revokedAt: null } });
  }

  /**
   * Who a key stands for at this moment, by one query: the key must live and its user may act.
   *
   * @throws InvalidToken, AccountPending, AccountRejected, AccountSuspended or EmailNotVerified
   */
  public async authenticate({ userId, hash }: KeyToken): Promise<KeyPrincipal> {
    const caller = await findKeyCaller({ userId, hash, usedSince: clock.in(-NOTED_EVERY) });
    if (!caller) {
      this.dead.set(hash, true);
      throw new InvalidToken();
    }
    const { user, key } = caller;
    assertUsable(user);
    this.plans.set(user.id, user.plan);
    if (!key.isNoted) await this.noteUse(key.id);
    return { user, sessionId: null, apiKey: { id: key.id, scopes: key.scopes } };
  }

  /** The plan that the user had when a key of theirs was seen last in this process; not asking what became of it since. */
  public planOf(userId: number): Plan {
    return this.plans.get(userId) ?? 'free';
  }

  /** Whether this process has seen that the key opens nothing; it never will again. */
  public isDead({ hash }: KeyToken): boolean {
    return this.dead.has(hash);
  }

  /** Removes keys that have been dead for long; returns how many. */
  public purge(): Promise<number> {
    const before = { [Op.lt]: clock.in(-KEPT) };
    return ApiKey.destroy({ where: { [Op.or]: [{ revokedAt: before }, { expiresAt: before }] } });
  }

  /** Of several requests at once one writes. */
  private async noteUse(id: number): Promise<void> {
    const before = { [Op.or]: [null, { [Op.lte]: clock.in(-NOTED_EVERY) }] };
    await ApiKey.update({ lastUsedAt: clock.now() }, { where: { id, lastUsedAt: before } });
  }
}

export default new ApiKeyService();
