import { describe, expect, it } from '@jest/globals';
import type { Model, ModelStatic } from 'sequelize';
import { erasedColumns, isHandled, rowErasure } from '../../../src/database/columnHandling.js';
import { sequelize } from '../../../src/database/sequelize.js';
import { User } from '../../../src/models/users/User.js';
import { modules } from '../../../src/modules/index.js';
import { personalData } from '../../../src/services/privacy/registry.js';
import '../../support/database.js';

interface ForeignKey {
  columnName: string;
  referencedTableName: string;
}

/** Columns that refer to users without a foreign key. */
const SOFT_REFERENCES = ['actorId', 'ownerId'];
const UNEXPORTED = ['TwoFactorAttempt'];

const models = modules.flatMap((module) => [...module.models] as ModelStatic<Model>[]);

async function referencesUsers(model: ModelStatic<Model>): Promise<boolean> {
  const schema = sequelize.getQueryInterface();
  const keys = (await schema.getForeignKeyReferencesForTable(model.getTableName())) as ForeignKey[];
  const attributes = Object.keys(model.getAttributes());
  return (
    keys.some(({ referencedTableName }) => referencedTableName === 'users') ||
    SOFT_REFERENCES.some((name) => attributes.includes(name))
  );
}

async function ownedModels(): Promise<ModelStatic<Model>[]> {
  const owned = await Promise.all(models.map(async (model) => ((await referencesUsers(model)) ? [model] : [])));
  return owned.flat();
}

const namesOf = (list: readonly ModelStatic<Model>[]) => list.map(({ name }) => name).sort();

describe('the columns of every model', () => {
  it('are declared together with their handling', () => {
    expect(namesOf(models.filter((model) => !isHandled(model)))).toEqual([]);
  });

  it('belong to an owner if a foreign key refers to a user', async () => {
    const owned = await ownedModels();

    expect(owned.length).toBeGreaterThan(8);
    expect(namesOf(owned.filter((model) => rowErasure(model) === 'unowned'))).toEqual([]);
  });

  it('are erased by the purge and exported if they have an owner', async () => {
    const owned = namesOf(await ownedModels());
    const covered = personalData().flatMap(({ model }) => model ?? []);
    const exported = personalData().flatMap((part) => (part.export && part.model) ?? []);

    const missing = (names: string[], list: ModelStatic<Model>[]) =>
      names.filter((name) => !namesOf(list).includes(name));
    expect(missing(owned, covered)).toEqual([]);
    expect(missing(owned, exported)).toEqual(UNEXPORTED);
  });

  it('are covered by personal data parts if their rows declare an owner', () => {
    const owned = models.filter((model) => rowErasure(model) !== 'unowned' && model !== User);
    const covered = personalData().flatMap(({ model }) => model?.name ?? []);

    expect(namesOf(owned).filter((name) => !covered.includes(name))).toEqual([]);
  });

  it('include the personal columns of the user', () => {
    expect(erasedColumns(User)).toEqual(
      expect.arrayContaining(['firstname', 'lastname', 'email', 'password', 'avatar']),
    );
  });
});
