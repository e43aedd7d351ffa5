import { type RouteExpectations, owned } from '../../../support/access.js';

// Managers can read every user, so they get 403 in place of 404.
const who = { ...owned('admin'), manager: 403 } as const;
const params = ({ id }: { id: number }) => ({ id });

const expectations: RouteExpectations = {
  'GET /api/users/:id/profile': { who, params },
  'PUT /api/users/:id/profile': { who, params },
};

export default expectations;
