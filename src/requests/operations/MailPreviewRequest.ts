import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';

const MailPreviewRequest = {
  show: request({ params: z.object({ key: z.string().max(100) }) }),
};

export default MailPreviewRequest;
