import type { Row } from '../../lists/types.js';
import { Post } from '../../models/blog/Post.js';
import { PostTag } from '../../models/blog/PostTag.js';
import type { Tag } from '../../models/blog/Tag.js';

/** A tag with the number of its visible posts. */
export type CountedTag = Row<Tag> & { postsCount: number };

/** Adds the counts to the tags, in one query for all of them (no N+1). */
export async function withPostCounts(tags: readonly Row<Tag>[]): Promise<CountedTag[]> {
  if (tags.length === 0) return [];
  const counts = await PostTag.count({
    attributes: ['tagId'],
    where: { tagId: tags.map(({ id }) => id) },
    include: [{ association: 'post', where: Post.visible() }],
    group: ['PostTag.tag_id'],
  });
  const byId = new Map(counts.map(({ tagId, count }) => [Number(tagId), count]));
  return tags.map((tag) => {
    const { id, name, slug, createdAt, updatedAt } = tag;
    return { id, name, slug, createdAt, updatedAt, postsCount: byId.get(id) ?? 0 };
  });
}
