import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

const AccountRequest = {
  update: request({
    body: z
      .object({
        firstname: fields.name,
        lastname: fields.name.meta({ example: 'Lovelace' }),
        email: fields.email,
        currentPassword: fields.password,
      })
      .partial(),
  }),
};

export default AccountRequest;
