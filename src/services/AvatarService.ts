import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { appConfig } from '../config/app.js';
import { uploadsConfig } from '../config/uploads.js';
import { afterCommit, transaction } from '../database/transaction.js';
import { InvalidToken } from '../exceptions/InvalidToken.js';
import { User } from '../models/User.js';
import { clock } from '../utils/clock.js';
import { logger } from '../utils/logger.js';
import { randomToken } from '../utils/random.js';

export interface StoredFile {
  /** Below the server's address. */
  path: string;
  url: string;
}

const { directory, path: publicPath } = uploadsConfig;

/** Writes beside the goal and renames, so that nobody ever sees half a file. */
async function store(name: string, content: Buffer): Promise<void> {
  const temporary = join(directory, `.${name}.part`);
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(temporary, content);
    await rename(temporary, join(directory, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function discard(path: string): Promise<void> {
  try {
    await rm(join(directory, basename(path)), { force: true });
  } catch (error) {
    logger.warn('An old avatar could not be removed', { path, error });
  }
}

class AvatarService {
  /** Stores the picture under a random name and makes it the user's; the old file goes once the row is saved. */
  public async replace(user: User, content: Buffer, extension: string): Promise<StoredFile> {
    const name = `avatar-${clock.now().getTime()}-${randomToken(12)}.${extension}`;
    const path = `${publicPath}/${name}`;
    await store(name, content);
    try {
      await this.save(user, path);
    } catch (error) {
      await discard(path);
      throw error;
    }
    return { path, url: `${appConfig.url}${path}` };
  }

  public async remove(user: User): Promise<void> {
    await this.save(user, null);
  }

  /**
   * The row is read again under a lock: of two uploads at once, each removes the file that it really replaced.
   *
   * @throws InvalidToken if the user was deleted meanwhile
   */
  private async save(user: User, path: string | null): Promise<void> {
    const replaced = await transaction(async () => {
      const current = await User.findByPk(user.id, { lock: true });
      if (!current) throw new InvalidToken();
      const { avatar } = current;
      await current.update({ avatar: path });
      return avatar;
    });
    if (replaced) await afterCommit(() => discard(replaced));
  }
}

export default new AvatarService();
