import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';

const PrivacyRequest = {
  destroy: request({ body: z.object({ currentPassword: fields.password }) }),
};

export default PrivacyRequest;
