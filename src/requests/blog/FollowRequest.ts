import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

/** The id of the tag or author to follow. */
const FollowRequest = { show: request({ params: z.object({ id: fields.id }) }) };

export default FollowRequest;
