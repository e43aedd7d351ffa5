import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  literal,
  Model,
  type NonAttribute,
  Op,
  type WhereOptions,
} from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, editable, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { clock } from '../../utils/clock.js';
import { can } from '../users/permissions.js';
import { User } from '../users/User.js';
import { PostTag } from './PostTag.js';
import { Tag } from './Tag.js';

export const POST_STATUSES = ['draft', 'published', 'archived'] as const;

export type PostStatus = (typeof POST_STATUSES)[number];

export class Post extends Model<InferAttributes<Post>, InferCreationAttributes<Post>> {
  declare id: CreationOptional<number>;
  declare userId: ForeignKey<User['id']>;
  declare title: string;
  /** Identifies the post in URLs. It stays when the title changes. */
  declare slug: string;
  declare excerpt: string;
  /** Markdown source. */
  declare content: string;
  declare status: CreationOptional<PostStatus>;
  /** A time in the future schedules the post. */
  declare publishedAt: CreationOptional<Date | null>;
  /** The sort key of lists: the time of publication, or the time of creation for drafts. */
  declare listedAt: Date;
  /** The time at which followers were notified. */
  declare announcedAt: CreationOptional<Date | null>;
  /** The time at which a comment was last added or deleted. */
  declare discussedAt: CreationOptional<Date | null>;
  declare commentsCount: CreationOptional<number>;
  /** Increases with every change (optimistic lock). */
  declare version: CreationOptional<number>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  /** Null if the author was deleted. */
  declare author?: NonAttribute<User | null>;
  declare tagLinks?: NonAttribute<PostTag[]>;

  public static associate(): void {
    Post.belongsTo(User, { as: 'author', foreignKey: 'userId' });
    User.hasMany(Post, { as: 'posts', foreignKey: 'userId' });
    Post.belongsToMany(Tag, { as: 'tags', through: PostTag, foreignKey: 'postId', otherKey: 'tagId' });
    Post.hasMany(PostTag, { as: 'tagLinks', foreignKey: 'postId' });
    PostTag.belongsTo(Post, { as: 'post', foreignKey: 'postId' });
    PostTag.belongsTo(Tag, { as: 'tag', foreignKey: 'tagId' });
    Tag.belongsToMany(Post, { as: 'posts', through: PostTag, foreignKey: 'tagId', otherKey: 'postId' });
  }

  /** Posts that anyone may see. The indexes begin with the column that tells when a post appears in the lists. */
  public static visible() {
    return { status: 'published', listedAt: { [Op.lte]: clock.now() } } satisfies WhereOptions;
  }

  /**
   * Posts that the caller may list: visible ones and their own drafts and planned posts, or those of the given status.
   * Moderators list those of everyone.
   */
  public static listableBy(caller: User | undefined, status: PostStatus | undefined): WhereOptions {
    if (!caller) return status === undefined || status === 'published' ? Post.visible() : { id: null };
    if (status === undefined) {
      return { [Op.or]: [Post.visible(), { userId: caller.id, status: { [Op.in]: ['draft', 'published'] } }] };
    }
    const others = can(caller, 'content', 'moderate') ? { status } : { status, userId: caller.id };
    return status === 'published' ? { [Op.or]: [Post.visible(), others] } : others;
  }

  /** Posts with the tag of this slug. */
  public static taggedWith(slug: string): WhereOptions {
    const tagged = 'SELECT post_id FROM post_tags JOIN tags ON tags.id = post_tags.tag_id WHERE tags.slug = ';
    return { id: { [Op.in]: literal(`(${tagged}${sequelize.escape(slug)})`) } };
  }

  /** Tells whether anyone may see the post. */
  public isVisible(): boolean {
    return this.status === 'published' && this.listedAt <= clock.now();
  }

  public isBy(user: User): boolean {
    return this.userId === user.id;
  }

  public auditable(): Record<string, unknown> {
    return auditedValues(this);
  }
}

Post.init(
  defineColumns(Post, 'anonymize', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible, erased: 'kept' },
    userId: { type: DataTypes.BIGINT, allowNull: false, ...internal, erased: 'kept' },
    title: { type: DataTypes.STRING(200), allowNull: false, ...editable, audited: true, erased: 'kept' },
    slug: {
      type: DataTypes.STRING(120),
      allowNull: false,
      unique: 'posts_slug_unique',
      ...visible,
      audited: true,
      erased: 'kept',
    },
    excerpt: { type: DataTypes.STRING(300), allowNull: false, ...editable, erased: 'kept' },
    content: { type: DataTypes.TEXT, allowNull: false, ...editable, erased: 'kept' },
    status: {
      type: DataTypes.STRING(20),
      allowNull: false,
      defaultValue: 'draft',
      ...editable,
      audited: true,
      erased: 'kept',
    },
    publishedAt: { type: DataTypes.DATE(3), ...editable, audited: true, erased: 'kept' },
    listedAt: { type: DataTypes.DATE(3), allowNull: false, ...internal, erased: 'kept' },
    announcedAt: { type: DataTypes.DATE(3), ...internal, erased: 'kept' },
    discussedAt: { type: DataTypes.DATE(3), ...internal, erased: 'kept' },
    commentsCount: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0, ...internal, erased: 'kept' },
    version: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 1, ...internal, audited: true, erased: 'kept' },
    createdAt: { type: DataTypes.DATE(3), ...visible, erased: 'kept' },
    updatedAt: { type: DataTypes.DATE(3), ...visible, erased: 'kept' },
  }),
  { sequelize, tableName: 'posts' },
);
