import type { QueueName } from '../../config/queue.js';
import { authConfig } from '../../config/auth.js';
import { ResetPasswordMail } from '../../mail/auth/ResetPasswordMail.js';
import { tokenLink } from '../../mail/tokenLink.js';
import { User } from '../../models/users/User.js';
import OneTimeTokenService from '../../services/auth/OneTimeTokenService.js';
import { Job, type JobContext } from '../Job.js';

interface Payload {
  /** As somebody gave it, whether or not an account has it. */
  email: string;
}

/** Sends the token for a new password, if there is an account; older ones work no longer. */
export class SendPasswordResetMail extends Job<Payload> {
  public static readonly type = 'mail.reset-password';
  public static override readonly queue: QueueName = 'mail';

  // The account is looked up here and not by the request, whose time would tell whether there is one.
  public async handle({ email }: Payload, { id, log }: JobContext): Promise<void> {
    const user = await User.findOne({ where: { email }, useMaster: true });
    if (user?.status !== 'approved') return log('Not sent: no account that may be used has this address');
    const { expiresIn } = authConfig.passwordReset;
    const purpose = 'reset-password';
    const token = await OneTimeTokenService.replace({ purpose, userId: user.id, expiresIn, data: { email } });
    const link = tokenLink('/reset-password', token);
    await new ResetPasswordMail(user, { link, minutes: expiresIn / 60 }).send(id);
  }
}
