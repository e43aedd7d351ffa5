import { type Lines, owned } from '../../../support/access.js';

// Managers see every user, so they are told that they may not.
const who = { ...owned('admin'), manager: 403 } as const;
const params = ({ id }: { id: number }) => ({ id });

const lines: Lines = {
  'GET /api/users/:id/profile': { who, params },
  'PUT /api/users/:id/profile': { who, params },
};

export default lines;
