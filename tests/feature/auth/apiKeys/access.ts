import ApiKeyFactory from '../../../../src/database/factories/auth/ApiKeyFactory.js';
import { type RouteExpectations, owned, sessionsOnly, signedIn } from '../../../support/access.js';

const expectations: RouteExpectations = {
  'GET /api/api-keys': { who: sessionsOnly(signedIn) },
  'POST /api/api-keys': { who: sessionsOnly(signedIn), body: { name: 'Export', scopes: ['read'] } },
  'DELETE /api/api-keys/:id': {
    who: sessionsOnly(owned()),
    params: async (owner) => ({ id: (await ApiKeyFactory.for(owner).create()).id }),
  },
};

export default expectations;
