import AuditService from '../../audit/AuditService.js';
import { transaction } from '../../database/transaction.js';
import { parseStorageKey, toPublicPath, resolvePublicUrl } from '../../drivers/storage/addresses.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { InvalidImage } from '../../exceptions/InvalidImage.js';
import { TooManyRequests } from '../../exceptions/TooManyRequests.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import type { UploadedFile } from '../../http/UploadedFile.js';
import { MakeThumbnail } from '../../jobs/users/MakeThumbnail.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { ConcurrencyQuota } from '../../utils/ConcurrencyQuota.js';
import { randomToken } from '../../utils/random.js';
import ImageService from '../files/ImageService.js';
import StoredFileService, { type StoredFileLocation } from '../files/StoredFileService.js';

/** Concurrent uploads per user: image processing has few slots, which other users need too. */
const MAX_CONCURRENT = 2;
const RETRY_AFTER_SECONDS = 5;

/** Re-encodes images. Documents stay unchanged. @throws ValidationFailed */
async function normalizeUpload({ content, extension }: UploadedFile): Promise<Buffer> {
  if (!ImageService.supports(extension)) return content;
  try {
    return await ImageService.normalize(content, extension);
  } catch (error) {
    if (!(error instanceof InvalidImage)) throw error;
    throw ValidationFailed.forField('avatar', 'The image is corrupt or too large');
  }
}

/** Stores and removes avatars. */
class AvatarService {
  private readonly uploadQuota = new ConcurrencyQuota<number>(MAX_CONCURRENT);

  /**
   * Stores an image or document under a random name as the user's avatar. The old file is deleted after the commit.
   *
   * @throws ValidationFailed, StorageUnavailable, or TooManyRequests while other uploads of the user are in flight
   */
  public async replace(user: User, upload: UploadedFile): Promise<StoredFileLocation> {
    if (!this.uploadQuota.tryAcquire(user.id)) throw new TooManyRequests(RETRY_AFTER_SECONDS);
    try {
      return await this.store(user, upload);
    } finally {
      this.uploadQuota.release(user.id);
    }
  }

  /** Removes the user's avatar and deletes its files after the commit. */
  public async remove(user: User): Promise<void> {
    await this.save(user, null);
  }

  private async store(user: User, upload: UploadedFile): Promise<StoredFileLocation> {
    const { extension, type } = upload;
    const content = await normalizeUpload(upload);
    const key = `avatar-${clock.now().getTime()}-${randomToken(12)}.${extension}`;
    const path = toPublicPath(key);
    await StoredFileService.store({ key, content, type });
    try {
      await this.save(user, path);
    } catch (error) {
      await StoredFileService.deleteIfUnowned(key);
      throw error;
    }
    return { path, url: resolvePublicUrl(path) };
  }

  /**
   * Row lock and a fresh read: each of two concurrent uploads must delete the file that it actually replaced.
   *
   * @throws InvalidToken if the user was deleted meanwhile
   */
  private async save(user: User, path: string | null): Promise<void> {
    await transaction(async () => {
      const current = await User.findByPk(user.id, { lock: true });
      if (!current) throw new InvalidToken();
      const { avatar, avatarThumbnail } = current;
      const before = current.auditable();
      await current.update({ avatar: path, avatarThumbnail: null });
      await AuditService.record({
        action: 'user.avatar-changed',
        subject: current,
        before,
        after: current.auditable(),
      });
      if (path) await this.attach(path, current);
      for (const replaced of [avatar, avatarThumbnail]) await this.detach(replaced);
    });
  }

  private async attach(path: string, user: User): Promise<void> {
    const key = parseStorageKey(path) ?? '';
    await StoredFileService.attach(key, { type: 'User', id: user.id });
    const isImage = ImageService.supports(key.split('.').at(-1) ?? '');
    if (isImage) await MakeThumbnail.dispatch({ userId: user.id, path });
  }

  private async detach(path: string | null): Promise<void> {
    const key = path && parseStorageKey(path);
    if (key) await StoredFileService.detach(key);
  }
}

export default new AvatarService();
