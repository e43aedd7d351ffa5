import type { FindOptions } from 'sequelize';

/** Of the author no more than what everybody may know: the rest is not even read. */
export const AUTHOR = {
  association: 'author',
  attributes: ['id', 'firstname', 'lastname', 'avatar', 'avatarThumbnail'],
};

// Along the links, and not by the association of many to many: its join in a join makes SQLite read the whole table.
const TAGS = {
  association: 'tagLinks',
  attributes: ['id'],
  include: [{ association: 'tag', attributes: ['id', 'name', 'slug'] }],
};

/** What comes with a post. */
export const WITH_RELATIONS = {
  include: [AUTHOR, TAGS],
  order: [['tagLinks', 'tag', 'name', 'ASC']],
} satisfies FindOptions;
