import type { FindOptions } from 'sequelize';

/** Of the author no more than what everybody may know: the rest is not even read. */
export const AUTHOR = {
  association: 'author',
  attributes: ['id', 'firstname', 'lastname', 'avatar', 'avatarThumbnail'],
};

const TAGS = { association: 'tags', attributes: ['id', 'name', 'slug'], through: { attributes: [] } };

/** What comes with a post. */
export const WITH_RELATIONS = { include: [AUTHOR, TAGS], order: [['tags', 'name', 'ASC']] } satisfies FindOptions;
