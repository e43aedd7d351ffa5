import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';
import { userFields } from './userFields.js';

const AccountRequest = {
  update: request({ body: z.object({ ...userFields, currentPassword: fields.password }).partial() }),
};

export default AccountRequest;
