import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

const AuthRequest = {
  login: request({
    body: z.object({ email: fields.email.meta({ example: 'admin@lumina.com' }), password: fields.password }),
  }),

  register: request({
    body: z.object({
      firstname: fields.name,
      lastname: fields.name.meta({ example: 'Lovelace' }),
      email: fields.email,
      password: fields.newPassword,
    }),
  }),

  refresh: request({ body: z.object({ refreshToken: z.string().min(1).max(512) }) }),

  changePassword: request({ body: z.object({ currentPassword: fields.password, newPassword: fields.newPassword }) }),

  forgotPassword: request({ body: z.object({ email: fields.email }) }),

  resetPassword: request({ body: z.object({ token: fields.token, newPassword: fields.newPassword }) }),

  verifyEmail: request({ body: z.object({ token: fields.token }) }),

  resendVerification: request({
    body: z.object({ email: fields.email.optional().meta({ description: 'Your own where you are signed in' }) }),
  }),

  session: request({ params: z.object({ id: fields.id }) }),
};

export default AuthRequest;
