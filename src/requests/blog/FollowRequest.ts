import { z } from 'zod';
import { request } from '../../http/RequestSchema.js';
import { fields } from '../fields.js';

/** The id of the tag or author to follow. */
const FollowRequest = { show: request({ params: z.object({ id: fields.id }) }) };

export default FollowRequest;
