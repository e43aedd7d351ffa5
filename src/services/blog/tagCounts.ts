import { QueryTypes } from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import type { Tag } from '../../models/blog/Tag.js';
import type { Row } from '../../types/lists.js';
import { clock } from '../../utils/clock.js';

/** A tag and the number of its posts that everybody may see. */
export type CountedTag = Row<Tag> & { postsCount: number };

const COUNT = `
  SELECT post_tags.tag_id AS id, COUNT(*) AS count
  FROM post_tags JOIN posts ON posts.id = post_tags.post_id
  WHERE post_tags.tag_id IN (:ids) AND posts.status = 'published' AND posts.listed_at <= :now
  GROUP BY post_tags.tag_id`;

/** The tags with their counts, in one query for all of them. */
export async function counted(tags: readonly Row<Tag>[]): Promise<CountedTag[]> {
  if (tags.length === 0) return [];
  const replacements = { ids: tags.map(({ id }) => id), now: clock.now() };
  const counts = await sequelize.query<{ id: number; count: number }>(COUNT, { type: QueryTypes.SELECT, replacements });
  const byId = new Map(counts.map(({ id, count }) => [id, count]));
  return tags.map((tag) => {
    const { id, name, slug, createdAt, updatedAt } = tag;
    return { id, name, slug, createdAt, updatedAt, postsCount: byId.get(id) ?? 0 };
  });
}
