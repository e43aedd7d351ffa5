import { queue } from '../../../../src/drivers/queue/index.js';
import { type RouteExpectations, only, sessionsOnly } from '../../../support/access.js';

const params = () => ({ queue: 'default' });

const lines: RouteExpectations = {
  'GET /api/admin/queues': { who: only('admin') },
  'GET /api/admin/queues/:queue/jobs': { who: only('admin'), params },
  'DELETE /api/admin/queues/:queue/jobs': { who: only('admin'), params, query: '?state=failed' },
  'POST /api/admin/queues/:queue/jobs/:id/retry': {
    who: only('admin'),
    params: () => ({ ...params(), id: '0b0f6a53-8c1f-4e0b-9a7e-0d7c7f0c2a51' }),
    answers: 404,
  },
  'POST /api/admin/queues/:queue/retry': { who: only('admin'), params },
  'POST /api/admin/queues/dashboard-link': {
    who: sessionsOnly(only('admin')),
    answers: queue.createDashboard ? 201 : 404,
  },
};

export default lines;
