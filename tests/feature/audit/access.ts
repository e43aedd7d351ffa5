import { type RouteExpectations, only } from '../../support/access.js';

const lines: RouteExpectations = {
  'GET /api/admin/audit-logs': { who: only('admin') },
};

export default lines;
