import { transaction } from '../../database/transaction.js';
import { keyOf, pathOf } from '../../drivers/storage/addresses.js';
import { Storage } from '../../drivers/storage/index.js';
import { FileNotFound } from '../../exceptions/NotFound.js';
import { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import { randomToken } from '../../utils/random.js';
import ImageService from '../files/ImageService.js';
import StoredFileService from '../files/StoredFileService.js';

async function read(key: string): Promise<Buffer | undefined> {
  try {
    return await Storage.get(key);
  } catch (error) {
    if (error instanceof FileNotFound) return undefined;
    throw error;
  }
}

/** Whether the user still has this picture, and no thumbnail of it yet. */
function wants(user: User | null, path: string): user is User {
  return user?.avatar === path && !user.avatarThumbnail;
}

class ThumbnailService {
  /** Makes the small picture of an avatar, unless the user has another one by now, or the small one already. */
  public async make(userId: number, path: string): Promise<void> {
    const key = keyOf(path);
    if (!key || !wants(await User.findByPk(userId), path)) return;
    const picture = await read(key);
    if (picture) await this.replace(userId, path, await ImageService.thumbnail(picture));
  }

  private async replace(userId: number, path: string, content: Buffer): Promise<void> {
    const key = `thumbnails/${clock.now().getTime()}-${randomToken(12)}.webp`;
    await StoredFileService.store({ key, content, type: 'image/webp' });
    try {
      const isUsed = await this.save(userId, path, key);
      if (!isUsed) await StoredFileService.discard(key);
    } catch (error) {
      await StoredFileService.discard(key);
      throw error;
    }
  }

  /** The row is read again under a lock: an upload may have come meanwhile, or the same job in another worker. */
  private save(userId: number, path: string, key: string): Promise<boolean> {
    return transaction(async () => {
      const user = await User.findByPk(userId, { lock: true });
      if (!wants(user, path)) return false;
      await user.update({ avatarThumbnail: pathOf(key) });
      await StoredFileService.claim(key, { type: 'User', id: userId });
      return true;
    });
  }
}

export default new ThumbnailService();
