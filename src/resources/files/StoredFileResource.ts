import { z } from 'zod';
import type { StoredFileLocation } from '../../services/files/StoredFileService.js';
import { Resource } from '../Resource.js';

class StoredFileResource extends Resource<StoredFileLocation> {
  public readonly schema = z
    .object({
      path: z.string().meta({ example: '/uploads/avatar-1769852400000-Zk3v9QmXyT1aBc0d.png' }),
      url: z.url().meta({ example: 'http://localhost:3000/uploads/avatar-1769852400000-Zk3v9QmXyT1aBc0d.png' }),
    })
    .meta({ id: 'StoredFile' });
}

export default new StoredFileResource();
