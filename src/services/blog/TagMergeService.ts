import AuditService from '../../audit/AuditService.js';
import { findInBatches } from '../../database/findInBatches.js';
import { transaction } from '../../database/transaction.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { PostTag } from '../../models/blog/PostTag.js';
import { Tag } from '../../models/blog/Tag.js';
import { TagFollow } from '../../models/blog/TagFollow.js';
import { invalidatePublic } from './publicCache.js';

const BATCH = 1_000;

async function movePosts({ id }: Tag, { id: tagId }: Tag): Promise<void> {
  for await (const links of findInBatches(PostTag, {
    where: { tagId: id },
    attributes: ['id', 'postId'],
    size: BATCH,
  })) {
    const pairs = links.map(({ postId }) => ({ postId, tagId }));
    await PostTag.bulkCreate(pairs, { ignoreDuplicates: true });
  }
}

async function moveFollowers({ id }: Tag, { id: tagId }: Tag): Promise<void> {
  for await (const follows of findInBatches(TagFollow, {
    where: { tagId: id },
    attributes: ['id', 'userId'],
    size: BATCH,
  })) {
    const pairs = follows.map(({ userId }) => ({ userId, tagId }));
    await TagFollow.bulkCreate(pairs, { ignoreDuplicates: true });
  }
}

class TagMergeService {
  /** Moves the posts and followers of a tag to another one and deletes it. @throws NotFound, ValidationFailed */
  public merge(id: number, into: number): Promise<Tag> {
    if (id === into) throw ValidationFailed.forField('into', 'Must be another tag');
    return transaction(async () => {
      // Row locks in the order of ids: two opposite merges cannot deadlock.
      const tags = await Tag.findAll({ where: { id: [id, into] }, order: ['id'], lock: true });
      const [from, to] = [id, into].map((tagId) => tags.find((tag) => tag.id === tagId));
      if (!from) throw new NotFound('Tag');
      if (!to) throw ValidationFailed.forField('into', 'This tag does not exist');
      await movePosts(from, to);
      await moveFollowers(from, to);
      await from.destroy();
      await AuditService.record({ action: 'tag.merged', subject: to, before: from.auditable(), after: to.auditable() });
      await invalidatePublic();
      return to;
    });
  }
}

export default new TagMergeService();
