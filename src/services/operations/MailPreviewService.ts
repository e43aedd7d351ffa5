import { mailPreviews } from '../../drivers/mail/index.js';
import type { MailPreview } from '../../drivers/mail/MailPreviews.js';
import { NotFound } from '../../exceptions/NotFound.js';

/** Shows the mails that the log driver wrote instead of sending them. Other drivers have none. */
class MailPreviewService {
  /** Lists the previews, newest first. */
  public async list(): Promise<MailPreview[]> {
    return (await mailPreviews?.findAll()) ?? [];
  }

  /** Finds one preview. @throws NotFound */
  public async find(key: string): Promise<MailPreview> {
    const preview = await mailPreviews?.find(key);
    if (!preview) throw new NotFound('Message');
    return preview;
  }
}

export default new MailPreviewService();
