import { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { type RouteExpectations, sessionsOnly, signedIn } from '../../support/access.js';

const expectations: RouteExpectations = {
  'GET /api/me/export': { who: sessionsOnly(signedIn) },
  'DELETE /api/me': { who: sessionsOnly(signedIn), body: { currentPassword: `not ${FACTORY_PASSWORD}` }, answers: 422 },
};

export default expectations;
