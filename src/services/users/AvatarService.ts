import { transaction } from '../../database/transaction.js';
import { keyOf, pathOf, urlOf } from '../../drivers/storage/addresses.js';
import { InvalidToken } from '../../exceptions/errors.js';
import { TooManyRequests } from '../../exceptions/TooManyRequests.js';
import { UnreadableImage } from '../../exceptions/UnreadableImage.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { MakeThumbnail } from '../../jobs/users/MakeThumbnail.js';
import { User } from '../../models/users/User.js';
import type { UploadedFile } from '../../http/UploadedFile.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import { Shares } from '../../utils/ConcurrencyQuota.js';
import AuditService from '../../audit/AuditService.js';
import ImageService from '../files/ImageService.js';
import StoredFileService, { type FileAddress } from '../files/StoredFileService.js';

/** Uploads of one user that are worked on at a time: pictures have few places, which others need too. */
const AT_ONCE = 2;
/** Seconds. */
const RETRY_AFTER = 5;

/** Pictures are made anew; a document is kept as it came. @throws ValidationFailed */
async function normalize({ content, extension }: UploadedFile): Promise<Buffer> {
  if (!ImageService.reads(extension)) return content;
  try {
    return await ImageService.normalize(content, extension);
  } catch (error) {
    if (!(error instanceof UnreadableImage)) throw error;
    throw ValidationFailed.of('avatar', 'Is damaged, or has too many pixels');
  }
}

class AvatarService {
  private readonly shares = new Shares<number>(AT_ONCE);

  /**
   * Stores the picture or document under a random name and makes it the user's; the old file goes once the row is saved.
   *
   * @throws ValidationFailed, StorageUnavailable, or TooManyRequests while other uploads of the user are worked on
   */
  public async replace(user: User, upload: UploadedFile): Promise<FileAddress> {
    if (!this.shares.take(user.id)) throw new TooManyRequests(RETRY_AFTER);
    try {
      return await this.keep(user, upload);
    } finally {
      this.shares.giveBack(user.id);
    }
  }

  public async remove(user: User): Promise<void> {
    await this.save(user, null);
  }

  private async keep(user: User, upload: UploadedFile): Promise<FileAddress> {
    const { extension, type } = upload;
    const content = await normalize(upload);
    const key = `avatar-${clock.now().getTime()}-${randomToken(12)}.${extension}`;
    const path = pathOf(key);
    await StoredFileService.store({ key, content, type });
    try {
      await this.save(user, path);
    } catch (error) {
      await StoredFileService.discard(key);
      throw error;
    }
    return { path, url: urlOf(path) };
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
      if (path) await this.claim(path, current);
      for (const replaced of [avatar, avatarThumbnail]) await this.release(replaced);
    });
  }

  private async claim(path: string, user: User): Promise<void> {
    const key = keyOf(path) ?? '';
    await StoredFileService.claim(key, { type: 'User', id: user.id });
    const isPicture = ImageService.reads(key.split('.').at(-1) ?? '');
    if (isPicture) await MakeThumbnail.dispatch({ userId: user.id, path });
  }

  private async release(path: string | null): Promise<void> {
    const key = path && keyOf(path);
    if (key) await StoredFileService.release(key);
  }
}

export default new AvatarService();
