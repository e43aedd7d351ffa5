import { PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { type Lines, sessionsOnly, signedIn } from '../../support/access.js';

const lines: Lines = {
  'GET /api/me/export': { who: sessionsOnly(signedIn) },
  'DELETE /api/me': { who: sessionsOnly(signedIn), body: { currentPassword: `not ${PASSWORD}` }, answers: 422 },
};

export default lines;
