import { mailPreviews } from '../../drivers/mail/index.js';
import type { MailPreview } from '../../drivers/mail/MailPreviews.js';
import { NotFound } from '../../exceptions/NotFound.js';

/** What the log driver "sent"; nothing where mail is really sent. */
class MailPreviewService {
  /** The newest first. */
  public async list(): Promise<MailPreview[]> {
    return (await mailPreviews?.findAll()) ?? [];
  }

  /** @throws NotFound */
  public async find(key: string): Promise<MailPreview> {
    const preview = await mailPreviews?.find(key);
    if (!preview) throw new NotFound('Message');
    return preview;
  }
}

export default new MailPreviewService();
