import { describe, expect, it } from '@jest/globals';
import SessionFactory from '../../../src/database/factories/auth/SessionFactory.js';
import UserFactory from '../../../src/database/factories/users/UserFactory.js';
import * as thumbnails from '../../../src/database/migrations/users/20260201000004_add_avatar_thumbnail_to_users.js';
import * as storedFiles from '../../../src/database/migrations/files/20260201000005_create_stored_files_table.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { Session } from '../../../src/models/auth/Session.js';
import { StoredFile } from '../../../src/models/files/StoredFile.js';
import AvatarService from '../../../src/services/users/AvatarService.js';
import '../../support/database.js';

const schema = sequelize.getQueryInterface();

describe('stored files', () => {
  it('include existing avatars, which are deleted like others', async () => {
    const [user] = [
      await UserFactory.create({ avatar: '/uploads/avatar-1-old.png' }),
      await UserFactory.create({ avatar: 'https://elsewhere.example/a.png' }),
      await UserFactory.create(),
    ];
    await storedFiles.down(schema);

    await storedFiles.up(schema);

    const rows = await StoredFile.findAll();
    expect(
      rows.map(({ path, disk, ownerType, ownerId }) => ({ path, disk, ownerType, ownerId: Number(ownerId) })),
    ).toEqual([{ path: 'avatar-1-old.png', disk: 'local', ownerType: 'User', ownerId: user.id }]);
    await AvatarService.remove(user);
    await expect(StoredFile.count()).resolves.toBe(0);
  });
});

describe('the thumbnail column', () => {
  it('is added and removed without changing the rest of the table', async () => {
    const session = await SessionFactory.create();
    const indexes = await schema.showIndex('users');

    await thumbnails.down(schema);
    await thumbnails.up(schema);

    await expect(Session.findByPk(session.id)).resolves.not.toBeNull();
    await expect(schema.showIndex('users')).resolves.toEqual(indexes);
  });
});
