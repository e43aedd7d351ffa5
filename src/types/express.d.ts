import type { Bearer } from '../middlewares/bearer.js';
import type { Principal } from '../services/SessionService.js';
import type { UploadedFile } from './uploads.js';

declare global {
  namespace Express {
    interface Request {
      /** Names this request in the answer and in the log. */
      id: string;
      bearer?: Bearer | null;
      /** Who calls, as Authentication found out. */
      principal?: Principal;
      upload?: UploadedFile;
      /** What the route's Validator accepted, and by which schema. */
      input?: { schema: object; value: unknown };
    }
  }
}
