import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { listRequest } from '../../lists/listRequest.js';
import { PLANS, ROLES, STATUSES } from '../../models/users/User.js';
import UserResource from '../../resources/users/UserResource.js';
import { fields } from '../fields.js';
import { userFields } from './userFields.js';

const params = z.object({ id: fields.id });
const access = { role: z.enum(ROLES).optional(), status: z.enum(STATUSES).optional() };

const UserRequest = {
  index: listRequest({
    sort: ['createdAt', 'firstname', 'lastname', 'email'],
    defaultSort: '-createdAt',
    search: ['firstname', 'lastname', 'email'],
    filters: { role: z.enum(ROLES), status: z.enum(STATUSES) },
    dates: 'createdAt',
    fields: UserResource.keys,
  }),

  store: request({
    body: z.object({ ...userFields, password: fields.newPassword, ...access }),
  }),

  show: request({ params }),

  update: request({
    params,
    body: z.object({ ...userFields, ...access, plan: z.enum(PLANS), currentPassword: fields.password }).partial(),
  }),

  statistics: request({
    query: z.object({
      days: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, 'Must be a whole number from 1 to 9999')
        .transform(Number)
        .default(30)
        .meta({ override: { type: 'integer', minimum: 1, maximum: 9999, default: 30 } }),
    }),
  }),
};

export default UserRequest;
