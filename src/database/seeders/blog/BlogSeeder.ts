import type { CreationAttributes } from 'sequelize';
import { Comment } from '../../../models/blog/Comment.js';
import { Post } from '../../../models/blog/Post.js';
import { PostTag } from '../../../models/blog/PostTag.js';
import { Tag } from '../../../models/blog/Tag.js';
import { User } from '../../../models/users/User.js';
import MarkdownService from '../../../services/blog/MarkdownService.js';
import { clock } from '../../../utils/clock.js';
import { slugifyText } from '../../../utils/slugify.js';
import type { Seeder } from '../Seeder.js';
import { COMMENTS, POSTS, type SeededPost, TAGS } from './content.js';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

function createSlug(text: string): string {
  return slugifyText(text, 80);
}

/** Returns the item at an index, starting again after the last. */
function pickCyclically<T>(items: readonly T[], index: number): T {
  return items[index % items.length] as T;
}

async function toPostAttributes(
  { title, content, status }: SeededPost,
  index: number,
  author: User,
): Promise<CreationAttributes<Post>> {
  const at = clock.in(-(index + 1) * DAY_SECONDS);
  const isPublished = status === 'published';
  const dates = { publishedAt: isPublished ? at : null, listedAt: at, announcedAt: isPublished ? at : null };
  const excerpt = await MarkdownService.excerpt(content);
  const values = { userId: author.id, title, slug: createSlug(title), excerpt, content, status };
  return { ...values, ...dates, createdAt: at, updatedAt: at };
}

/** Creates a small blog by existing users. */
class BlogSeeder implements Seeder {
  public async run(): Promise<string | undefined> {
    const users = await User.findAll({ where: { status: 'approved' }, order: ['id'], limit: 12 });
    if (users.length === 0 || (await Post.count()) > 0 || (await Tag.count()) > 0) return undefined;
    await Tag.bulkCreate(TAGS.map((name) => ({ name, slug: createSlug(name) })));
    const rows = await Promise.all(
      POSTS.map((post, index) => toPostAttributes(post, index, pickCyclically(users, index))),
    );
    await Post.bulkCreate(rows);
    const posts = await Post.findAll({ order: [['createdAt', 'DESC']] });
    await this.addTags(posts);
    const comments = await this.addComments(posts, users);
    return `${POSTS.length} posts with ${TAGS.length} tags and ${comments} comments`;
  }

  private async addTags(posts: readonly Post[]): Promise<void> {
    const tags = new Map((await Tag.findAll()).map((tag) => [tag.name, tag.id]));
    const pairs = posts.flatMap((post) => {
      const names = POSTS.find(({ title }) => title === post.title)?.tags ?? [];
      return names.flatMap((name) => tags.get(name) ?? []).map((tagId) => ({ postId: post.id, tagId }));
    });
    await PostTag.bulkCreate(pairs);
  }

  /** Adds zero to four comments to each published post. */
  private async addComments(posts: readonly Post[], users: readonly User[]): Promise<number> {
    const rows = posts
      .filter((post) => post.isVisible())
      .flatMap((post, postIndex) => this.buildComments(post, postIndex, users));
    await Comment.bulkCreate(rows);
    for (const post of posts) {
      const commentsCount = rows.filter(({ postId }) => postId === post.id).length;
      if (commentsCount > 0) await post.update({ commentsCount }, { silent: true });
    }
    return rows.length;
  }

  private buildComments(
    { id, listedAt }: Post,
    postIndex: number,
    users: readonly User[],
  ): CreationAttributes<Comment>[] {
    return Array.from({ length: postIndex % 5 }, (_, index) => {
      const at = new Date(listedAt.getTime() + (index + 1) * HOUR_SECONDS * 1_000);
      const userId = pickCyclically(users, postIndex + index + 1).id;
      return {
        postId: id,
        userId,
        content: pickCyclically(COMMENTS, postIndex * 3 + index),
        createdAt: at,
        updatedAt: at,
      };
    });
  }
}

export default new BlogSeeder();
