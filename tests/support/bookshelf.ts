import { afterAll, beforeAll } from '@jest/globals';
import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
} from 'sequelize';
import { Factory, type Values } from '../../src/database/factories/Factory.js';
import { sequelize } from '../../src/database/sequelize.js';

/** Models outside any module, with every kind of association, for tests of lists. */
export class Author extends Model<InferAttributes<Author>, InferCreationAttributes<Author>> {
  declare id: CreationOptional<number>;
  declare name: string;
  declare books?: NonAttribute<Book[]>;
}

export class Book extends Model<InferAttributes<Book>, InferCreationAttributes<Book>> {
  declare id: CreationOptional<number>;
  declare authorId: ForeignKey<Author['id']>;
  declare title: string;
  declare price: string;
  declare publishedOn: string;
  declare author?: NonAttribute<Author>;
  declare tags?: NonAttribute<Tag[]>;
}

export class Tag extends Model<InferAttributes<Tag>, InferCreationAttributes<Tag>> {
  declare id: CreationOptional<number>;
  declare name: string;
}

const id = { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true };

Author.init({ id, name: { type: DataTypes.STRING(100), allowNull: false } }, { sequelize, tableName: 'test_authors' });
Tag.init({ id, name: { type: DataTypes.STRING(100), allowNull: false } }, { sequelize, tableName: 'test_tags' });
Book.init(
  {
    id,
    title: { type: DataTypes.STRING(100), allowNull: false },
    price: { type: DataTypes.DECIMAL(10, 2), allowNull: false },
    publishedOn: { type: DataTypes.DATEONLY, allowNull: false },
  },
  { sequelize, tableName: 'test_books' },
);

const BookTag = sequelize.define('BookTag', {}, { tableName: 'test_book_tags', timestamps: false });

Author.hasMany(Book, { as: 'books', foreignKey: 'authorId' });
Book.belongsTo(Author, { as: 'author', foreignKey: 'authorId' });
Book.belongsToMany(Tag, { as: 'tags', through: BookTag, foreignKey: 'bookId', otherKey: 'tagId' });
Tag.belongsToMany(Book, { as: 'books', through: BookTag, foreignKey: 'tagId', otherKey: 'bookId' });

class AuthorFactoryClass extends Factory<Author> {
  public readonly model = Author;

  protected definition(number: number): Values<Author> {
    return { name: `Author ${number}` };
  }
}

class TagFactoryClass extends Factory<Tag> {
  public readonly model = Tag;

  protected definition(number: number): Values<Tag> {
    return { name: `tag-${number}` };
  }
}

export const AuthorFactory = new AuthorFactoryClass();
export const TagFactory = new TagFactoryClass();

class BookFactoryClass extends Factory<Book> {
  public readonly model = Book;

  protected definition(number: number): Values<Book> {
    return { authorId: AuthorFactory, title: `Book ${number}`, price: '9.90', publishedOn: '2020-03-10' };
  }
}

export const BookFactory = new BookFactoryClass();

// Each after the tables that it references.
const models = [Author, Tag, Book, BookTag];

async function drop(): Promise<void> {
  for (const model of [...models].reverse()) await model.drop();
}

/** Creates tables for these models in the enclosing block. */
export function useBookshelf(): void {
  beforeAll(async () => {
    await drop();
    for (const model of models) await model.sync();
  });

  afterAll(drop);
}

export async function emptyBookshelf(): Promise<void> {
  for (const model of [...models].reverse()) await model.destroy({ where: {} });
}
