import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

const PrivacyRequest = {
  destroy: request({ body: z.object({ currentPassword: fields.password }) }),
};

export default PrivacyRequest;
