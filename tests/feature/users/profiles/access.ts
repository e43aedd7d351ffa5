import { type RouteExpectations, owned } from '../../../support/access.js';

// Managers see every user, so they are told that they may not.
const who = { ...owned('admin'), manager: 403 } as const;
const params = ({ id }: { id: number }) => ({ id });

const lines: RouteExpectations = {
  'GET /api/users/:id/profile': { who, params },
  'PUT /api/users/:id/profile': { who, params },
};

export default lines;
