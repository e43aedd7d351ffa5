import { type RouteExpectations, open, optional, sessionsOnly, signedIn } from '../../../support/access.js';

const expectations: RouteExpectations = {
  'POST /api/auth/change-password': { who: sessionsOnly(signedIn), answers: 422 },
  'POST /api/auth/forgot-password': { who: open, answers: 422 },
  'POST /api/auth/reset-password': { who: open, answers: 422 },
  'POST /api/auth/verify-email': { who: open, answers: 422 },
  'POST /api/auth/resend-verification': { who: sessionsOnly(optional), body: { email: 'nobody@example.com' } },
};

export default expectations;
