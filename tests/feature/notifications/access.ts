import UserNotificationFactory from '../../../src/database/factories/notifications/UserNotificationFactory.js';
import { type RouteExpectations, owned, signedIn } from '../../support/access.js';

const expectations: RouteExpectations = {
  'GET /api/notifications': { who: signedIn },
  'GET /api/notifications/unread': { who: signedIn },
  'POST /api/notifications/read-all': { who: signedIn },
  'POST /api/notifications/:id/read': {
    who: owned(),
    params: async (owner) => ({ id: (await UserNotificationFactory.for(owner).create()).id }),
  },
  'GET /api/dashboard': { who: signedIn },
};

export default expectations;
