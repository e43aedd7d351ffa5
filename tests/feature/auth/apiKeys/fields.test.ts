import { it } from '@jest/globals';
import UserFactory from '../../../../src/database/factories/users/UserFactory.js';
import { ApiKey } from '../../../../src/models/auth/ApiKey.js';
import ApiKeyRequest from '../../../../src/requests/auth/ApiKeyRequest.js';
import { as } from '../../../support/http.js';
import { expectEveryFieldStored } from '../../../support/writes.js';

it('a new API key stores every field of the request', async () => {
  const client = as(await UserFactory.create());

  await expectEveryFieldStored({
    request: ApiKeyRequest.store,
    body: { name: 'Nightly export', scopes: ['users:read'], expiresAt: '2030-01-31T09:30:00.000Z' },
    send: (body) => client.post('/api/api-keys', body),
    read: async () => {
      const key = await ApiKey.findOne({ where: { name: 'Nightly export' }, rejectOnEmpty: true });
      return { ...key.get(), scopes: key.scopeList() };
    },
  });
});
