import { z } from 'zod';
import { fields } from '../fields.js';
import { request } from '../../http/RequestSchema.js';

/** What or whom to follow, by the id in the path. */
const FollowRequest = { show: request({ params: z.object({ id: fields.id }) }) };

export default FollowRequest;
