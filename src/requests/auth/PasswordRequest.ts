import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';

const PasswordRequest = {
  change: request({ body: z.object({ currentPassword: fields.password, newPassword: fields.newPassword }) }),

  forgot: request({ body: z.object({ email: fields.email }) }),

  reset: request({ body: z.object({ token: fields.token, newPassword: fields.newPassword }) }),
};

export default PasswordRequest;
