import { Transaction, UniqueConstraintError } from 'sequelize';
import { type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { DuplicateEntry } from '../../exceptions/DuplicateEntry.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { MAX_TAG_SLUG_LENGTH, Tag } from '../../models/blog/Tag.js';
import type { ListQuery, Page } from '../../lists/types.js';
import { slugifyText } from '../../utils/slugify.js';
import AuditService from '../../audit/AuditService.js';
import Paginator from '../../lists/Paginator.js';
import { invalidatePublic, cachedPublic } from './publicCache.js';
import { type CountedTag, withPostCounts } from './tagCounts.js';

/** One of each: names that make the same slug are the same tag, and the first way to write it is taken. */
function uniqueBySlug(names: readonly string[]): { name: string; slug: string }[] {
  const tags = names.map((name) => ({ name, slug: slugifyText(name, MAX_TAG_SLUG_LENGTH) }));
  const unique = new Map(tags.reverse().map((tag) => [tag.slug, tag]));
  // In one order everywhere: two posts that make the same new tags must never wait for each other.
  return [...unique.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

async function rejectDuplicate<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UniqueConstraintError ? new DuplicateEntry(['name']) : error;
  }
}

type TagValues = Changes<Tag> & Pick<Tag, 'name'>;

/** The values of a request, with the slug that follows from the name. */
function withSlug(values: TagValues) {
  return { ...editableValues(Tag, values, 'admin'), slug: slugifyText(values.name, MAX_TAG_SLUG_LENGTH) };
}

class TagService {
  /** One page of the tags that everybody may see, each with the number of its posts that everybody may see. */
  public paginate(query: ListQuery): Promise<Page<CountedTag>> {
    return cachedPublic(`tags:${JSON.stringify(query)}`, async () => {
      const page = await Paginator.paginate(Tag, query, { where: Tag.visible() });
      return { ...page, rows: await withPostCounts(page.rows) };
    });
  }

  /** @throws NotFound */
  public async find(id: number): Promise<Tag> {
    const tag = await Tag.findByPk(id);
    if (!tag) throw new NotFound('Tag');
    return tag;
  }

  /** The tags of these names, of which those are made that do not exist. Belongs into the transaction of their post. */
  public async findOrCreate(names: readonly string[]): Promise<Tag[]> {
    const wanted = uniqueBySlug(names);
    const known = await Tag.findAll({ where: { slug: wanted.map(({ slug }) => slug) } });
    const missing = wanted.filter(({ slug }) => !known.some((tag) => tag.slug === slug));
    if (missing.length === 0) return known;
    // Somebody else may make one at this moment: theirs is as good, and is read as it stands now.
    await Tag.bulkCreate(missing, { ignoreDuplicates: true });
    const slug = missing.map((tag) => tag.slug);
    const made = await Tag.findAll({ where: { slug }, lock: Transaction.LOCK.SHARE });
    // Some databases take for the same what differs in a mark only.
    return [...new Map([...known, ...made].map((tag) => [tag.id, tag])).values()];
  }

  /** @throws DuplicateEntry */
  public create(values: TagValues): Promise<Tag> {
    return transaction(async () => {
      const tag = await rejectDuplicate(() => Tag.create(withSlug(values)));
      await AuditService.record({ action: 'tag.created', subject: tag, after: tag.auditable() });
      await invalidatePublic();
      return tag;
    });
  }

  /** @throws NotFound, or DuplicateEntry if there is another tag of this name: then they can be merged */
  public update(id: number, values: TagValues): Promise<Tag> {
    return transaction(async () => {
      // Locked, or nothing would be renamed where somebody deletes it at this moment.
      const tag = await Tag.findByPk(id, { lock: true });
      if (!tag) throw new NotFound('Tag');
      const before = tag.auditable();
      await rejectDuplicate(() => tag.update(withSlug(values)));
      await AuditService.record({ action: 'tag.renamed', subject: tag, before, after: tag.auditable() });
      await invalidatePublic();
      return tag;
    });
  }

  /** Takes the tag from all posts. @throws NotFound */
  public delete(id: number): Promise<void> {
    return transaction(async () => {
      const tag = await this.find(id);
      if ((await Tag.destroy({ where: { id } })) === 0) throw new NotFound('Tag');
      await AuditService.record({ action: 'tag.deleted', subject: tag, before: tag.auditable() });
      await invalidatePublic();
    });
  }
}

export default new TagService();
