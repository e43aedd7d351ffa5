import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

const RegistrationRequest = {
  store: request({
    body: z.object({
      firstname: fields.name,
      lastname: fields.name.meta({ example: 'Lovelace' }),
      email: fields.email,
      password: fields.newPassword,
    }),
  }),
};

export default RegistrationRequest;
