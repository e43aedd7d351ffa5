import type { Request, Response } from 'express';
import type { Address } from '../../drivers/mail/MailDriver.js';
import type { MailPreview } from '../../drivers/mail/MailPreviews.js';
import { renderView } from '../../http/view.js';
import MailPreviewRequest from '../../requests/operations/MailPreviewRequest.js';
import MailPreviewService from '../../services/operations/MailPreviewService.js';
import { Controller } from '../Controller.js';

function formatAddress({ name, address }: Address): string {
  return name === '' ? address : `${name} <${address}>`;
}

function toViewFields({ key, id, from, to, subject, text, sentAt }: MailPreview) {
  const time = sentAt.toISOString();
  const readableTime = `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
  return { key, id: `<${id}>`, from: formatAddress(from), to: formatAddress(to), subject, text, time, readableTime };
}

/** Shows developers the mails that the log driver kept. */
class MailPreviewController extends Controller {
  public async index(_req: Request, res: Response): Promise<void> {
    const messages = (await MailPreviewService.list()).map(toViewFields);
    res.type('html').send(renderView('dev/mails', { messages }));
  }

  public async show(req: Request, res: Response): Promise<void> {
    res.type('html').send(renderView('dev/mail', toViewFields(await this.find(req))));
  }

  /** Sends the HTML of the mail alone, for the frame. */
  public async html(req: Request, res: Response): Promise<void> {
    const { html } = await this.find(req);
    res.type('html').send(html);
  }

  private find(req: Request): Promise<MailPreview> {
    return MailPreviewService.find(MailPreviewRequest.show.of(req).params.key);
  }
}

export default new MailPreviewController();
