import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

const SessionRequest = {
  store: request({
    body: z.object({ email: fields.email.meta({ example: 'admin@lumina.com' }), password: fields.password }),
  }),

  refresh: request({ body: z.object({ refreshToken: z.string().min(1).max(512) }) }),

  show: request({ params: z.object({ id: fields.id }) }),
};

export default SessionRequest;
