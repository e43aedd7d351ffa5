import { literal, Op, type WhereOptions } from 'sequelize';
import AuditService from '../../audit/AuditService.js';
import { type Changes, editableValues, type NewValues } from '../../database/columnHandling.js';
import { fromReplica } from '../../database/replicas.js';
import { transaction } from '../../database/transaction.js';
import { NotFound } from '../../exceptions/NotFound.js';
import { ValidationFailed } from '../../exceptions/ValidationFailed.js';
import Paginator from '../../lists/Paginator.js';
import type { ListQuery, Page, Row } from '../../lists/types.js';
import { Comment } from '../../models/blog/Comment.js';
import { Post } from '../../models/blog/Post.js';
import type { User } from '../../models/users/User.js';
import { CommentPosted } from '../../notifications/blog/CommentPosted.js';
import { clock } from '../../utils/clock.js';
import { truncate } from '../../utils/truncate.js';
import { invalidatePublic } from './publicCache.js';
import { AUTHOR } from './relations.js';

type NewComment = Omit<NewValues<Comment>, 'postId' | 'userId'>;

const MAX_EXCERPT_LENGTH = 200;

/**
 * Adjusts the comment count of a matching post; returns whether one matched. Call it first in a transaction: its row
 * lock serializes concurrent comments on a post, so that none is lost from the count.
 */
async function adjustCommentCount(by: number, where: WhereOptions): Promise<boolean> {
  const values = { commentsCount: literal(`comments_count + ${by}`), discussedAt: clock.now() };
  const [changed] = await Post.update(values, { where, silent: true });
  await invalidatePublic();
  return changed === 1;
}

class CommentService {
  /** Lists one page of a post's comments with their authors, oldest first. @throws NotFound */
  public async paginate(postId: number, query: ListQuery): Promise<Page<Row<Comment>>> {
    const visibleCount = await Post.count({ where: { [Op.and]: [{ id: postId }, Post.visible()] } });
    if (visibleCount === 0) throw new NotFound('Post');
    const page = await Paginator.paginate(Comment, query, { where: { postId } });
    const ids = page.rows.map(({ id }) => id);
    const comments = await Comment.findAll({ where: { id: ids }, include: [AUTHOR], ...fromReplica });
    const byId = new Map(comments.map((comment) => [comment.id, comment]));
    return { ...page, rows: ids.flatMap((id) => byId.get(id) ?? []) };
  }

  /** Finds a comment with its author and post. @throws NotFound */
  public async find(id: number): Promise<Comment> {
    const comment = await Comment.findByPk(id, { include: [AUTHOR, 'post'] });
    if (!comment) throw new NotFound('Comment');
    return comment;
  }

  /** Adds a comment and notifies the post's author. @throws NotFound, ValidationFailed for an invalid parent */
  public create(author: User, postId: number, { parentId = null, ...values }: NewComment): Promise<Comment> {
    return transaction(async () => {
      if (!(await adjustCommentCount(1, { [Op.and]: [{ id: postId }, Post.visible()] }))) throw new NotFound('Post');
      if (parentId !== null) await this.assertParent(parentId, postId);
      const comment = await Comment.create({
        ...editableValues(Comment, values, 'owner'),
        postId,
        userId: author.id,
        parentId,
      });
      const full = await this.find(comment.id);
      await this.notifyAuthor(full, author);
      return full;
    });
  }

  /** Changes a comment. @throws NotFound */
  public update(comment: Comment, changes: Changes<Comment>): Promise<Comment> {
    return transaction(async () => {
      const current = await Comment.findByPk(comment.id, { lock: true });
      if (!current) throw new NotFound('Comment');
      await current.update(editableValues(Comment, changes, 'owner'));
      await AuditService.record({ action: 'comment.updated', subject: comment, after: comment.auditable() });
      return this.find(comment.id);
    });
  }

  /** Deletes a comment with its replies. @throws NotFound */
  public delete(comment: Comment): Promise<void> {
    const { id, postId } = comment;
    return transaction(async () => {
      await Post.findByPk(postId, { attributes: ['id'], lock: true });
      const replies = await Comment.findAll({ attributes: ['id'], where: { parentId: id } });
      // Replies first: the foreign key's cascade would not count them.
      await Comment.destroy({ where: { id: replies.map((reply) => reply.id) } });
      if ((await Comment.destroy({ where: { id } })) === 0) throw new NotFound('Comment');
      await adjustCommentCount(-1 - replies.length, { id: postId });
      await AuditService.record({ action: 'comment.deleted', subject: comment, before: comment.auditable() });
    });
  }

  /** Replies are nested one level deep. @throws ValidationFailed */
  private async assertParent(id: number, postId: number): Promise<void> {
    const parentCount = await Comment.count({ where: { id, postId, parentId: null } });
    if (parentCount === 0) throw ValidationFailed.forField('parentId', 'Must be a top-level comment on this post');
  }

  private async notifyAuthor({ id, postId, content, post }: Comment, author: User): Promise<void> {
    if (!post || post.isBy(author)) return;
    const excerpt = truncate(content, MAX_EXCERPT_LENGTH);
    const data = { postId, postTitle: post.title, commentId: id, author: author.firstname, excerpt };
    await CommentPosted.send([post.userId], data, { key: `comment ${id}` });
  }
}

export default new CommentService();
