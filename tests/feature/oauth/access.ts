import { type RouteExpectations, open, sessionsOnly, signedIn } from '../../support/access.js';

// No provider is configured, as in a new project.
const params = () => ({ provider: 'google' });

const expectations: RouteExpectations = {
  'GET /api/auth/oauth/accounts': { who: sessionsOnly(signedIn) },
  'POST /api/auth/oauth/accounts': { who: sessionsOnly(signedIn), answers: 422 },
  'POST /api/auth/oauth/exchange': { who: open, answers: 422 },
  'GET /api/auth/oauth/:provider': { who: open, params, answers: 404 },
  'GET /api/auth/oauth/:provider/callback': { who: open, params, answers: 404 },
  'POST /api/auth/oauth/:provider/link': { who: sessionsOnly(signedIn), params, answers: 404 },
  'DELETE /api/auth/oauth/:provider': { who: sessionsOnly(signedIn), params, answers: 404 },
};

export default expectations;
