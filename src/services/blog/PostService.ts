import AuditService from '../../audit/AuditService.js';
import { type Changes, editableValues } from '../../database/columnHandling.js';
import { transaction } from '../../database/transaction.js';
import { PreconditionFailed } from '../../exceptions/errors.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import { AnnouncePost } from '../../jobs/blog/AnnouncePost.js';
import type { Row } from '../../lists/types.js';
import { Post, type PostStatus } from '../../models/blog/Post.js';
import { PostTag } from '../../models/blog/PostTag.js';
import type { User } from '../../models/users/User.js';
import { clock } from '../../utils/clock.js';
import MarkdownService from './MarkdownService.js';
import { invalidatePublic } from './publicCache.js';
import { WITH_RELATIONS } from './relations.js';
import { withUniqueSlug } from './slugs.js';
import TagService from './TagService.js';

interface Tagged {
  tagNames?: readonly string[] | undefined;
}

export type PostChanges = Changes<Post> & Tagged;

/** The excerpt defaults to the first words of the content. */
export type NewPost = PostChanges & Pick<Post, 'title' | 'content'>;

/** A post with its content as sanitized HTML. */
export type RenderedPost = Row<Post> & { html: string };

type PublicationState = Pick<Post, 'status' | 'publishedAt' | 'listedAt'>;

/** Derives the columns that decide about visibility. @throws ValidationFailed for a draft with a publication date */
function publicationState(
  before: Pick<Post, 'status' | 'publishedAt' | 'createdAt'>,
  changes: PostChanges,
): PublicationState {
  const status: PostStatus = changes.status ?? before.status;
  const requestedDate = changes.publishedAt ?? before.publishedAt;
  if (status === 'draft' && changes.publishedAt) {
    throw ValidationFailed.forField('publishedAt', 'Only published posts can have a publication date');
  }
  const publishedAt = { draft: null, published: requestedDate ?? clock.now(), archived: requestedDate }[status];
  return { status, publishedAt, listedAt: publishedAt ?? before.createdAt };
}

/** Writes blog posts. */
class PostService {
  /** Finds a post with its author and tags. @throws NotFound */
  public async find(id: number): Promise<Post> {
    const post = await Post.findByPk(id, WITH_RELATIONS);
    if (!post) throw new NotFound('Post');
    return post;
  }

  public async render(post: Post): Promise<RenderedPost> {
    return { ...post.get(), html: await MarkdownService.html(post.content) };
  }

  public async create(author: User, { tagNames = [], ...post }: NewPost): Promise<Post> {
    const createdAt = clock.now();
    const excerpt = post.excerpt ?? (await MarkdownService.excerpt(post.content));
    const values = { ...editableValues(Post, post, 'owner'), userId: author.id, excerpt };
    const dates = { ...publicationState({ status: 'draft', publishedAt: null, createdAt }, post), createdAt };
    return withUniqueSlug(post.title, (slug) =>
      transaction(async () => {
        const post = await Post.create({ ...values, ...dates, slug });
        await this.replaceTags(post, tagNames);
        await AuditService.record({ action: 'post.created', subject: post, after: post.auditable() });
        return this.finishSave(post.id);
      }),
    );
  }

  /**
   * Changes the given attributes. Tags are replaced as a whole. The version serves as an optimistic lock.
   *
   * @param versions the acceptable current versions (If-Match)
   * @throws NotFound, ValidationFailed, PreconditionFailed if the post has another version
   */
  public update(id: number, changes: PostChanges, versions?: readonly number[]): Promise<Post> {
    return transaction(async () => {
      const post = await Post.findByPk(id, { lock: true });
      if (!post) throw new NotFound('Post');
      const before = post.auditable();
      await this.applyChanges(post, changes, versions ?? [post.version]);
      if (changes.tagNames) await this.replaceTags(post, changes.tagNames);
      const changed = await this.finishSave(id);
      await AuditService.record({ action: 'post.updated', subject: changed, before, after: changed.auditable() });
      return changed;
    });
  }

  /** Replaces a post: omitted attributes get their defaults, except the status, which stays. @throws as update() */
  public async replace(id: number, { tagNames = [], ...post }: NewPost, versions?: readonly number[]): Promise<Post> {
    const excerpt = post.excerpt ?? (await MarkdownService.excerpt(post.content));
    return this.update(id, { ...post, excerpt, tagNames }, versions);
  }

  /** Deletes a post. @throws NotFound, PreconditionFailed if the post has none of these versions */
  public delete(post: Post, versions?: readonly number[]): Promise<void> {
    return transaction(async () => {
      const where = { id: post.id, ...(versions && { version: [...versions] }) };
      const count = await Post.destroy({ where });
      if (count === 0) throw versions ? new PreconditionFailed() : new NotFound('Post');
      await AuditService.record({ action: 'post.deleted', subject: post, before: post.auditable() });
      await invalidatePublic();
    });
  }

  private async applyChanges(post: Post, changes: PostChanges, versions: readonly number[]): Promise<void> {
    const excerpt = changes.excerpt ?? (await this.deriveExcerpt(post, changes.content ?? post.content));
    const derived = { excerpt, ...publicationState(post, changes), version: post.version + 1 };
    const values = { ...editableValues(Post, changes, 'owner'), ...derived };
    const isExpected = versions.includes(post.version);
    const where = { id: post.id, version: post.version };
    const [count] = isExpected ? await Post.update(values, { where }) : [0];
    if (count !== 1) throw new PreconditionFailed();
  }

  /** Derives the excerpt from the content until an author writes one. */
  private async deriveExcerpt(post: Post, content: string): Promise<string> {
    if (content === post.content) return post.excerpt;
    const isDerived = post.excerpt === (await MarkdownService.excerpt(post.content));
    return isDerived ? MarkdownService.excerpt(content) : post.excerpt;
  }

  private async replaceTags({ id: postId }: Post, names: readonly string[]): Promise<void> {
    const tags = new Set((await TagService.findOrCreate(names)).map(({ id }) => id));
    const current = await PostTag.findAll({ where: { postId } });
    // By primary key: with another condition MySQL also locks the rows it scans, and new posts would wait.
    const obsolete = current.filter(({ tagId }) => !tags.has(tagId)).map(({ id }) => id);
    if (obsolete.length > 0) await PostTag.destroy({ where: { id: obsolete } });
    for (const { tagId } of current) tags.delete(tagId);
    await PostTag.bulkCreate([...tags].map((tagId) => ({ postId, tagId })));
  }

  /** Announces a post that became visible and returns it as saved. */
  private async finishSave(id: number): Promise<Post> {
    const post = await this.find(id);
    if (post.isVisible() && !post.announcedAt) await AnnouncePost.dispatch({ postId: id }, { unique: String(id) });
    await invalidatePublic();
    return post;
  }
}

export default new PostService();
