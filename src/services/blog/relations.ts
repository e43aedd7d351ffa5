import type { FindOptions } from 'sequelize';

/** Selects only the public columns of the author. */
export const AUTHOR = {
  association: 'author',
  attributes: ['id', 'firstname', 'lastname', 'avatar', 'avatarThumbnail'],
};

// Joined by the link model: the nested join of a many-to-many association makes SQLite scan the whole table.
const TAGS = {
  association: 'tagLinks',
  attributes: ['id'],
  include: [{ association: 'tag', attributes: ['id', 'name', 'slug'] }],
};

/** Loads a post with its author and tags. */
export const WITH_RELATIONS = {
  include: [AUTHOR, TAGS],
  order: [['tagLinks', 'tag', 'name', 'ASC']],
} satisfies FindOptions;
