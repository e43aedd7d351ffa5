import { type Lines, only } from '../../support/access.js';

const lines: Lines = {
  'GET /api/admin/audit-logs': { who: only('admin') },
};

export default lines;
