import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { listRequest } from '../../lists/listRequest.js';
import { fields } from '../fields.js';

const NotificationRequest = {
  index: listRequest({
    sort: ['createdAt'],
    defaultSort: '-createdAt',
    filters: {
      unread: z.enum(['true', 'false']),
      type: z.string().trim().min(1).max(60).meta({ example: 'account.welcome' }),
    },
    dates: 'createdAt',
  }),

  show: request({ params: z.object({ id: fields.id }) }),
};

export default NotificationRequest;
