import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { listRequest } from '../../lists/listRequest.js';
import { fields } from '../fields.js';
import { blogFields } from './blogFields.js';

const params = z.object({ id: fields.id });
const body = z.object({ name: blogFields.tagName });

const TagRequest = {
  index: listRequest({ sort: ['name', 'createdAt'], defaultSort: 'name', search: ['name'] }),

  show: request({ params }),

  store: request({ body }),

  update: request({ params, body }),

  merge: request({ params, body: z.object({ into: z.int().positive().meta({ description: 'The tag that stays' }) }) }),
};

export default TagRequest;
