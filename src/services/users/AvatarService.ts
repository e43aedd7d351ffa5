import { transaction } from '../../database/transaction.js';
import { parseStorageKey, toPublicPath, resolvePublicUrl } from '../../drivers/storage/addresses.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { TooManyRequests } from '../../exceptions/TooManyRequests.js';
import { InvalidImage } from '../../exceptions/InvalidImage.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { MakeThumbnail } from '../../jobs/users/MakeThumbnail.js';
import { User } from '../../models/users/User.js';
import type { UploadedFile } from '../../http/UploadedFile.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import { ConcurrencyQuota } from '../../utils/ConcurrencyQuota.js';
import AuditService from '../../audit/AuditService.js';
import ImageService from '../files/ImageService.js';
import StoredFileService, { type StoredFileLocation } from '../files/StoredFileService.js';

/** Uploads of one user that are worked on at a time: pictures have few places, which others need too. */
const MAX_CONCURRENT = 2;
/** Seconds. */
const RETRY_AFTER = 5;

/** Pictures are made anew; a document is kept as it came. @throws ValidationFailed */
async function normalizeUpload({ content, extension }: UploadedFile): Promise<Buffer> {
  if (!ImageService.supports(extension)) return content;
  try {
    return await ImageService.normalize(content, extension);
  } catch (error) {
    if (!(error instanceof InvalidImage)) throw error;
    throw ValidationFailed.forField('avatar', 'Is damaged, or has too many pixels');
  }
}

class AvatarService {
  private readonly uploadQuota = new ConcurrencyQuota<number>(MAX_CONCURRENT);

  /**
   * Stores the picture or document under a random name and makes it the user's; the old file goes once the row is saved.
   *
   * @throws ValidationFailed, StorageUnavailable, or TooManyRequests while other uploads of the user are worked on
   */
  public async replace(user: User, upload: UploadedFile): Promise<StoredFileLocation> {
    if (!this.uploadQuota.tryAcquire(user.id)) throw new TooManyRequests(RETRY_AFTER);
    try {
      return await this.store(user, upload);
    } finally {
      this.uploadQuota.release(user.id);
    }
  }

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
   * The row is read again under a lock: of two uploads at once, each removes the file that it really replaced.
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
    const isPicture = ImageService.supports(key.split('.').at(-1) ?? '');
    if (isPicture) await MakeThumbnail.dispatch({ userId: user.id, path });
  }

  private async detach(path: string | null): Promise<void> {
    const key = path && parseStorageKey(path);
    if (key) await StoredFileService.detach(key);
  }
}

export default new AvatarService();
