import { z } from 'zod';
import { fields } from './fields.js';
import { request } from './RequestSchema.js';

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

  session: request({ params: z.object({ id: fields.id }) }),
};

export default AuthRequest;
