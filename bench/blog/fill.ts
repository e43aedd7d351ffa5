import { type CreationAttributes, QueryTypes } from 'sequelize';
import UserFactory from '../../src/database/factories/users/UserFactory.js';
import { sequelize } from '../../src/database/sequelize.js';
import { Post } from '../../src/models/blog/Post.js';
import { PostTag } from '../../src/models/blog/PostTag.js';
import { Tag } from '../../src/models/blog/Tag.js';
import { User } from '../../src/models/users/User.js';
import { clock } from '../../src/utils/clock.js';

export const POSTS = 100_000;
const BATCH_SIZE = 1_000;
const AUTHORS = 20;
const TAGS = 50;
const TAGS_PER_POST = 3;
const MINUTE_SECONDS = 60;

const WORDS = 'engine analysis table loop note card number proof machine weaving pattern symbol'.split(' ');

function buildText(index: number): string {
  return Array.from({ length: 60 }, (_, place) => WORDS[(index * 7 + place * place) % WORDS.length]).join(' ');
}

async function ensureAuthors(): Promise<number[]> {
  const missing = AUTHORS - (await User.count());
  if (missing > 0) await UserFactory.createMany(missing);
  return (await User.findAll({ attributes: ['id'], order: ['id'], limit: AUTHORS })).map(({ id }) => id);
}

async function ensureTags(): Promise<number[]> {
  const rows = Array.from({ length: TAGS }, (_, index) => ({ name: `Tag ${index}`, slug: `tag-${index}` }));
  await Tag.bulkCreate(rows, { ignoreDuplicates: true });
  return (await Tag.findAll({ attributes: ['id'] })).map(({ id }) => id);
}

function buildPost(index: number, userIds: readonly number[]): CreationAttributes<Post> {
  const at = clock.in(-(index + 1) * MINUTE_SECONDS);
  const names = { title: `Post ${index} on ${WORDS[index % WORDS.length]}`, slug: `post-${index}`, excerpt: 'A post' };
  const dates = { publishedAt: at, listedAt: at, announcedAt: at, createdAt: at, updatedAt: at };
  return {
    userId: userIds[index % userIds.length] ?? 0,
    ...names,
    content: buildText(index),
    status: 'published',
    ...dates,
  };
}

async function addTags(tagIds: readonly number[], first: number): Promise<void> {
  const posts = await Post.findAll({ attributes: ['id'], order: [['listedAt', 'ASC']], limit: BATCH_SIZE, raw: true });
  const pairs = posts.flatMap(({ id }, index) =>
    Array.from({ length: TAGS_PER_POST }, (_, place) => ({
      postId: id,
      tagId: tagIds[(first + index + place * 7) % tagIds.length] ?? 0,
    })),
  );
  await PostTag.bulkCreate(pairs, { ignoreDuplicates: true });
}

/** Inserts missing posts with tags, a minute apart. */
export async function fill(): Promise<void> {
  const [userIds, tagIds] = [await ensureAuthors(), await ensureTags()];
  for (let first = await Post.count(); first < POSTS; first += BATCH_SIZE) {
    const rows = Array.from({ length: BATCH_SIZE }, (_, index) => buildPost(first + index, userIds));
    await sequelize.transaction(async () => {
      await Post.bulkCreate(rows);
      await addTags(tagIds, first);
    });
  }
  const dialect = sequelize.getDialect();
  if (dialect === 'sqlite' || dialect === 'postgres') await sequelize.query('ANALYZE');
  else await sequelize.query('ANALYZE TABLE posts, post_tags, tags', { type: QueryTypes.SELECT });
}
