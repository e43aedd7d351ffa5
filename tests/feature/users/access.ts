import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import { clock } from '../../../src/utils/clock.js';
import { type RouteExpectations, only, optional, owned, signedIn } from '../../support/access.js';

const expectations: RouteExpectations = {
  'GET /api/users': { who: only('admin', 'manager') },
  'POST /api/users': { who: optional, answers: 422 },
  'GET /api/users/statistics': { who: only('admin') },
  // The content type is checked after the caller is authenticated.
  'POST /api/users/avatar': { who: signedIn, answers: 415 },
  'DELETE /api/users/avatar': { who: signedIn },
  'GET /api/users/:id': { who: owned('admin', 'manager'), params: ({ id }) => ({ id }) },
  // Managers can read every user, so they get 403 in place of 404.
  'PATCH /api/users/:id': {
    who: { ...owned('admin'), manager: 403 },
    params: ({ id }) => ({ id }),
    body: { firstname: 'Ada' },
  },
  'DELETE /api/users/:id': { who: only('admin'), params: ({ id }) => ({ id }) },
  'DELETE /api/users/:id/sessions': { who: only('admin'), params: ({ id }) => ({ id }) },
  'POST /api/users/:id/restore': {
    who: only('admin'),
    params: async () => ({ id: (await UserFactory.create({ deletedAt: clock.now() })).id }),
  },
};

export default expectations;
