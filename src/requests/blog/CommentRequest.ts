import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { listRequest } from '../../lists/listRequest.js';
import { fields } from '../fields.js';

const params = z.object({ id: fields.id });

const content = z.string().trim().min(1, 'Must not be empty').max(5_000).meta({ example: 'Well said' });

const parentId = z.int().positive().meta({ description: 'The comment to which this one replies' });

const { query } = listRequest({
  sort: ['createdAt'],
  defaultSort: 'createdAt',
  parameters: { parentId: fields.id },
}).parts;

const CommentRequest = {
  index: request({ params, query }),

  store: request({ params, body: z.object({ content, parentId: parentId.nullish() }) }),

  show: request({ params }),

  update: request({ params, body: z.object({ content }) }),
};

export default CommentRequest;
