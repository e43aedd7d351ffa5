import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';

const SessionRequest = {
  store: request({
    body: z.object({ email: fields.email.meta({ example: 'admin@lumina.com' }), password: fields.password }),
  }),

  refresh: request({ body: z.object({ refreshToken: z.string().min(1).max(512) }) }),

  show: request({ params: z.object({ id: fields.id }) }),
};

export default SessionRequest;
