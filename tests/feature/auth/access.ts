import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import { type RouteExpectations, open, owned, sessionsOnly, signedIn } from '../../support/access.js';

const expectations: RouteExpectations = {
  'POST /api/login': { who: open, answers: 422 },
  'POST /api/auth/login': { who: open, answers: 422 },
  'POST /api/auth/register': { who: open, answers: 422 },
  'POST /api/auth/signup': { who: open, answers: 422 },
  'POST /api/auth/refresh': { who: open, answers: 422 },
  'POST /api/auth/logout': { who: sessionsOnly(signedIn) },
  'POST /api/auth/logout-all': { who: sessionsOnly(signedIn) },
  'GET /api/me': { who: signedIn },
  'GET /api/auth/me': { who: signedIn },
  'PATCH /api/me': { who: sessionsOnly(signedIn) },
  'GET /api/auth/sessions': { who: sessionsOnly(signedIn) },
  'DELETE /api/auth/sessions/:id': {
    who: sessionsOnly(owned()),
    params: async (owner) => ({ id: (await SessionFactory.for(owner).create()).id }),
  },
};

export default expectations;
