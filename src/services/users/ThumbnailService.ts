import { transaction } from '../../database/transaction.js';
import { parseStorageKey, toPublicPath } from '../../drivers/storage/addresses.js';
import { Storage } from '../../drivers/storage/index.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import ImageService from '../files/ImageService.js';
import StoredFileService from '../files/StoredFileService.js';

async function readImage(key: string): Promise<Buffer | undefined> {
  try {
    return await Storage.get(key);
  } catch (error) {
    if (error instanceof FileNotFound) return undefined;
    throw error;
  }
}

/** Tells whether the user still has this avatar, and no thumbnail of it yet. */
function needsThumbnail(user: User | null, path: string): user is User {
  return user?.avatar === path && !user.avatarThumbnail;
}

/** Makes thumbnails of avatars. */
class ThumbnailService {
  /** Makes the thumbnail of an avatar, unless the avatar was replaced or has one already. Idempotent. */
  public async create(userId: number, path: string): Promise<void> {
    const key = parseStorageKey(path);
    if (!key || !needsThumbnail(await User.findByPk(userId), path)) return;
    const image = await readImage(key);
    if (image) await this.store(userId, path, await ImageService.thumbnail(image));
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

  /** Row lock and a fresh read: an upload, or the same job in another worker, may have changed the row meanwhile. */
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
