import {
  type CreationOptional,
  DataTypes,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
} from 'sequelize';
import { sequelize } from '../../database/sequelize.js';
import { User } from '../users/User.js';
import { Post } from './Post.js';

export class Comment extends Model<InferAttributes<Comment>, InferCreationAttributes<Comment>> {
  declare id: CreationOptional<number>;
  declare postId: ForeignKey<Post['id']>;
  declare userId: ForeignKey<User['id']>;
  /** The comment that it answers, which itself answers none. */
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
    const { postId, userId, parentId } = this;
    return { postId, userId, parentId };
  }
}

Comment.init(
  {
    id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
    postId: { type: DataTypes.BIGINT, allowNull: false },
    userId: { type: DataTypes.BIGINT, allowNull: false },
    parentId: DataTypes.BIGINT,
    content: { type: DataTypes.TEXT, allowNull: false },
    createdAt: DataTypes.DATE(3),
    updatedAt: DataTypes.DATE(3),
  },
  { sequelize, tableName: 'comments' },
);
