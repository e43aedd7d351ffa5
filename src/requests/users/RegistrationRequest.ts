import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';
import { userFields } from './userFields.js';

const RegistrationRequest = {
  store: request({ body: z.object({ ...userFields, password: fields.newPassword }) }),
};

export default RegistrationRequest;
