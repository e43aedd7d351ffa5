import { Transaction, UniqueConstraintError } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { DuplicateEntry } from '../../exceptions/DuplicateEntry.js';
import { NotFound } from '../../exceptions/NotFound.js';
import Paginator from '../../lists/Paginator.js';
import type { ListQuery, Page } from '../../lists/types.js';
import { MAX_TAG_SLUG_LENGTH, Tag } from '../../models/blog/Tag.js';
import { slugifyText } from '../../utils/slugify.js';
import { invalidatePublic, cachedPublic } from './publicCache.js';
import { type CountedTag, withPostCounts } from './tagCounts.js';

/** Deduplicates names by slug. The first spelling wins. */
function uniqueBySlug(names: readonly string[]): { name: string; slug: string }[] {
  const tags = names.map((name) => ({ name, slug: slugifyText(name, MAX_TAG_SLUG_LENGTH) }));
  const unique = new Map(tags.reverse().map((tag) => [tag.slug, tag]));
  // Sorted, so that two posts that create the same tags cannot deadlock.
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
  /** Lists one page of visible tags with the number of their visible posts. */
  public paginate(query: ListQuery): Promise<Page<CountedTag>> {
    return cachedPublic(`tags:${JSON.stringify(query)}`, async () => {
      const page = await Paginator.paginate(Tag, query, { where: Tag.visible() });
      return { ...page, rows: await withPostCounts(page.rows) };
    });
  }

  /** Finds a tag. @throws NotFound */
  public async find(id: number): Promise<Tag> {
    const tag = await Tag.findByPk(id);
    if (!tag) throw new NotFound('Tag');
    return tag;
  }

  /** Finds the tags of these names and creates missing ones. Call it in the transaction of the post. */
  public async findOrCreate(names: readonly string[]): Promise<Tag[]> {
    const requested = uniqueBySlug(names);
    const existing = await Tag.findAll({ where: { slug: requested.map(({ slug }) => slug) } });
    const missing = requested.filter(({ slug }) => !existing.some((tag) => tag.slug === slug));
    if (missing.length === 0) return existing;
    // A concurrent request may create the same tag. The shared lock reads its latest committed row.
    await Tag.bulkCreate(missing, { ignoreDuplicates: true });
    const slug = missing.map((tag) => tag.slug);
    const created = await Tag.findAll({ where: { slug }, lock: Transaction.LOCK.SHARE });
    // Deduplicated by id: some collations ignore accents, so that two slugs can match one tag.
    return [...new Map([...existing, ...created].map((tag) => [tag.id, tag])).values()];
  }

  /** Creates a tag. @throws DuplicateEntry */
  public create(values: TagValues): Promise<Tag> {
    return transaction(async () => {
      const tag = await rejectDuplicate(() => Tag.create(withSlug(values)));
      await AuditService.record({ action: 'tag.created', subject: tag, after: tag.auditable() });
      await invalidatePublic();
      return tag;
    });
  }

  /** Renames a tag. @throws NotFound, or DuplicateEntry if another tag has this name and could be merged */
  public update(id: number, values: TagValues): Promise<Tag> {
    return transaction(async () => {
      // Row lock: a concurrent delete must not make the update a silent no-op.
      const tag = await Tag.findByPk(id, { lock: true });
      if (!tag) throw new NotFound('Tag');
      const before = tag.auditable();
      await rejectDuplicate(() => tag.update(withSlug(values)));
      await AuditService.record({ action: 'tag.renamed', subject: tag, before, after: tag.auditable() });
      await invalidatePublic();
      return tag;
    });
  }

  /** Deletes a tag and removes it from all posts. @throws NotFound */
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
