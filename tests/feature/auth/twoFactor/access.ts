import UserFactory, { FACTORY_PASSWORD } from '../../../../src/database/factories/users/UserFactory.js';
import { type RouteExpectations, only, open, sessionsOnly, signedIn } from '../../../support/access.js';

const currentPassword = FACTORY_PASSWORD;

const expectations: RouteExpectations = {
  'POST /api/auth/two-factor': { who: sessionsOnly(signedIn), body: { currentPassword } },
  'POST /api/auth/two-factor/confirm': { who: sessionsOnly(signedIn), answers: 422 },
  'DELETE /api/auth/two-factor': { who: sessionsOnly(signedIn), answers: 422 },
  'POST /api/auth/two-factor/recovery-codes': { who: sessionsOnly(signedIn), answers: 422 },
  'POST /api/auth/two-factor/challenge': { who: open, answers: 422 },
  'DELETE /api/users/:id/two-factor': {
    who: sessionsOnly(only('admin')),
    params: async () => ({ id: (await UserFactory.withTwoFactor().create()).id }),
  },
};

export default expectations;
