import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
} from 'sequelize';
import { auditedValues } from '../../database/columnHandling.js';
import { defineColumns, editable, internal, visible } from '../../database/defineColumns.js';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';
import { Post } from './Post.js';

export class Comment extends Model<InferAttributes<Comment>, InferCreationAttributes<Comment>> {
  declare id: CreationOptional<number>;
  declare postId: ForeignKey<Post['id']>;
  declare userId: ForeignKey<User['id']>;
  /** The top-level comment to which this one replies. */
  declare parentId: CreationOptional<number | null>;
  /** Plain text. */
  declare content: string;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;
  declare author?: NonAttribute<User | null>;
  declare post?: NonAttribute<Post>;

  public static associate(): void {
    Comment.belongsTo(Post, { as: 'post', foreignKey: 'postId' });
    Post.hasMany(Comment, { as: 'comments', foreignKey: 'postId' });
    Comment.belongsTo(User, { as: 'author', foreignKey: 'userId' });
    User.hasMany(Comment, { as: 'comments', foreignKey: 'userId' });
    Comment.belongsTo(Comment, { as: 'parent', foreignKey: 'parentId' });
  }

  public isBy(user: User): boolean {
    return this.userId === user.id;
  }

  public auditable(): Record<string, unknown> {
    return auditedValues(this);
  }
}

Comment.init(
  defineColumns(Comment, 'anonymize', {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true, ...visible, erased: 'kept' },
    postId: { type: DataTypes.BIGINT, allowNull: false, ...visible, audited: true, erased: 'kept' },
    userId: { type: DataTypes.BIGINT, allowNull: false, ...internal, audited: true, erased: 'kept' },
    parentId: { type: DataTypes.BIGINT, ...visible, audited: true, erased: 'kept' },
    content: { type: DataTypes.TEXT, allowNull: false, ...editable, erased: 'kept' },
    createdAt: { type: DataTypes.DATE(3), ...visible, erased: 'kept' },
    updatedAt: { type: DataTypes.DATE(3), ...internal, erased: 'kept' },
  }),
  { sequelize, tableName: 'comments' },
);
