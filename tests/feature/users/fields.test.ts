import { randomUUID } from 'node:crypto';
import { describe, it } from '@jest/globals';
import UserFactory, { FACTORY_PASSWORD } from '../../../src/database/factories/users/UserFactory.js';
import { Profile } from '../../../src/models/users/Profile.js';
import { User } from '../../../src/models/users/User.js';
import AccountRequest from '../../../src/requests/users/AccountRequest.js';
import ProfileRequest from '../../../src/requests/users/ProfileRequest.js';
import RegistrationRequest from '../../../src/requests/users/RegistrationRequest.js';
import UserRequest from '../../../src/requests/users/UserRequest.js';
import { as, guest } from '../../support/http.js';
import { expectEveryFieldStored } from '../../support/writes.js';

const identity = () => ({ firstname: 'Ada', lastname: 'Byron', email: `${randomUUID()}@example.com` });
const findUser = (id: number) => User.findByPk(id, { rejectOnEmpty: true });

describe('every field of a request is stored', () => {
  it('when an administrator creates a user', async () => {
    const admin = as(await UserFactory.admin().create());

    await expectEveryFieldStored({
      request: UserRequest.store,
      body: { ...identity(), password: FACTORY_PASSWORD, role: 'seller', status: 'pending' },
      send: (body) => admin.post('/api/users', body),
      read: ({ body }) => findUser(body.data.id),
      unstored: ['password'],
    });
  });

  it('when a guest registers', async () => {
    await expectEveryFieldStored({
      request: RegistrationRequest.store,
      body: { ...identity(), password: FACTORY_PASSWORD },
      send: (body) => guest.post('/api/auth/register', body),
      read: ({ body }) => findUser(body.data.user.id),
      unstored: ['password'],
    });
  });

  it('when an administrator changes a user', async () => {
    const [admin, user] = [as(await UserFactory.admin().create()), await UserFactory.create()];

    await expectEveryFieldStored({
      request: UserRequest.update,
      body: { ...identity(), role: 'seller', status: 'suspended', plan: 'premium', currentPassword: 'x' },
      send: (body) => admin.patch(`/api/users/${user.id}`, body),
      read: () => findUser(user.id),
      unstored: ['currentPassword'],
    });
  });

  it('when users change themselves, except for the email, which requires verification', async () => {
    const user = await UserFactory.create();

    await expectEveryFieldStored({
      request: AccountRequest.update,
      body: { ...identity(), currentPassword: FACTORY_PASSWORD },
      send: (body) => as(user).patch('/api/me', body),
      read: () => findUser(user.id),
      unstored: ['currentPassword', 'email'],
    });
  });

  it('when users replace their profile', async () => {
    const user = await UserFactory.create();
    const personal = { bio: 'Wrote the first program', phone: '+49301234567', location: 'London' };

    await expectEveryFieldStored({
      request: ProfileRequest.replace,
      body: {
        ...personal,
        dateOfBirth: '1915-12-10',
        timezone: 'Europe/London',
        language: 'pt-BR',
        notificationPreferences: { 'account.welcome': { inApp: false, mail: false } },
      },
      send: (body) => as(user).put(`/api/users/${user.id}/profile`, body),
      read: async () => {
        const profile = await Profile.findOne({ where: { userId: user.id }, rejectOnEmpty: true });
        return {
          ...profile.get(),
          notificationPreferences: JSON.parse(profile.notificationPreferences ?? '') as object,
        };
      },
    });
  });
});
