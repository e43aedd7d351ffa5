import { transaction } from '../../database/transaction.js';
import { parseStorageKey, toPublicPath } from '../../drivers/storage/addresses.js';
import { Storage } from '../../drivers/storage/index.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import ImageService from '../files/ImageService.js';
import StoredFileService from '../files/StoredFileService.js';

async function readPicture(key: string): Promise<Buffer | undefined> {
  try {
    return await Storage.get(key);
  } catch (error) {
    if (error instanceof FileNotFound) return undefined;
    throw error;
  }
}

/** Whether the user still has this picture, and no thumbnail of it yet. */
function needsThumbnail(user: User | null, path: string): user is User {
  return user?.avatar === path && !user.avatarThumbnail;
}

class ThumbnailService {
  /** Makes the small picture of an avatar, unless the user has another one by now, or the small one already. */
  public async create(userId: number, path: string): Promise<void> {
    const key = parseStorageKey(path);
    if (!key || !needsThumbnail(await User.findByPk(userId), path)) return;
    const picture = await readPicture(key);
    if (picture) await this.store(userId, path, await ImageService.thumbnail(picture));
  }

  private async store(userId: number, path: string, content: Buffer): Promise<void> {
    const key = `thumbnails/${clock.now().getTime()}-${randomToken(12)}.webp`;
    await StoredFileService.store({ key, content, type: 'image/webp' });
    try {
      const isUsed = await this.attach(userId, path, key);
      if (!isUsed) await StoredFileService.deleteIfUnowned(key);
    } catch (error) {
      await StoredFileService.deleteIfUnowned(key);
      throw error;
    }
  }

  /** The row is read again under a lock: an upload may have come meanwhile, or the same job in another worker. */
  private attach(userId: number, path: string, key: string): Promise<boolean> {
    return transaction(async () => {
      const user = await User.findByPk(userId, { lock: true });
      if (!needsThumbnail(user, path)) return false;
      await user.update({ avatarThumbnail: toPublicPath(key) });
      await StoredFileService.attach(key, { type: 'User', id: userId });
      return true;
    });
  }
}

export default new ThumbnailService();
