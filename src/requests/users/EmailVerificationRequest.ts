import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';

const EmailVerificationRequest = {
  verify: request({ body: z.object({ token: fields.token }) }),

  resend: request({
    body: z.object({ email: fields.email.optional().meta({ description: 'Defaults to your own address' }) }),
  }),
};

export default EmailVerificationRequest;
