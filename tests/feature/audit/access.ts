import { type RouteExpectations, only } from '../../support/access.js';

const expectations: RouteExpectations = {
  'GET /api/admin/audit-logs': { who: only('admin') },
};

export default expectations;
