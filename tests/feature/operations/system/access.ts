import { type RouteExpectations, open } from '../../../support/access.js';

const lines: RouteExpectations = {
  'GET /': { who: open },
  'GET /verify-email': { who: open },
  'GET /reset-password': { who: open },
  'GET /status': { who: open },
  'GET /health': { who: open },
  'GET /health/live': { who: open },
  'GET /health/ready': { who: open },
  'GET /metrics': { who: open },
  'GET /api/openapi.json': { who: open },
  'GET /api/docs': { who: open },
  'GET /dev/mail': { who: open },
  'GET /dev/mail/:key': { who: open, params: () => ({ key: 'none' }), answers: 404 },
  'GET /dev/mail/:key/html': { who: open, params: () => ({ key: 'none' }), answers: 404 },
};

export default lines;
