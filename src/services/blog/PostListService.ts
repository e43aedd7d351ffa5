import { literal, Op, type WhereOptions } from 'sequelize';
import { postSearch } from '../../database/dialects/blog/index.js';
import { fromReplica } from '../../database/replicas.js';
import Paginator, { type Scope } from '../../lists/Paginator.js';
import type { ListQuery, Page, Row } from '../../lists/types.js';
import { Post, type PostStatus } from '../../models/blog/Post.js';
import type { User } from '../../models/users/User.js';
import { cachedPublic } from './publicCache.js';
import { WITH_RELATIONS } from './relations.js';

const MAX_WORDS = 8;

/** The columns behind the sort names of the API. Without search words, relevance means newest first. */
const SORT_COLUMNS: Record<string, string> = { publishedAt: 'listedAt', relevance: 'listedAt' };

const search = await postSearch();

/** Splits the search into words of letters and digits, as the full-text indexes of the databases do. */
function searchWords(query: ListQuery): string[] {
  const words = query.search.words.flatMap((text) =>
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu),
  );
  return words.filter((word) => word !== null).slice(0, MAX_WORDS);
}

function matchConditions(query: ListQuery, words: readonly string[]): WhereOptions[] {
  if (words.length > 0) return [literal(search.matches(words))];
  return query.search.words.length > 0 ? [{ id: null }] : [];
}

function buildScope(query: ListQuery, caller: User | undefined): Scope {
  const words = searchWords(query);
  const isRanked = words.length > 0 && query.sort.attribute === 'relevance';
  const status = query.filters.status as PostStatus | undefined;
  return {
    where: { [Op.and]: [Post.listableBy(caller, status), ...matchConditions(query, words)] },
    filters: { tag: (slug) => Post.taggedWith(String(slug)), status: () => ({}) },
    ...(isRanked && { firstOrder: [literal(`CASE WHEN ${search.matchesTitle(words)} THEN 0 ELSE 1 END`), 'ASC'] }),
  };
}

class PostListService {
  /** Lists one page of posts without their contents. Pages for guests are cached. */
  public paginate(query: ListQuery, caller: User | undefined): Promise<Page<Row<Post>>> {
    if (caller ?? query.search.words.length > 0) return this.find(query, caller);
    return cachedPublic(`posts:${JSON.stringify(query)}`, () => this.find(query, undefined));
  }

  /** Selects the ids first and loads the relations afterwards, because a join would multiply the counted rows. */
  private async find(query: ListQuery, caller: User | undefined): Promise<Page<Row<Post>>> {
    const { sort } = query;
    const attribute = SORT_COLUMNS[sort.attribute] ?? sort.attribute;
    const ids: ListQuery = {
      ...query,
      sort: { ...sort, attribute },
      search: { words: [], attributes: [] },
      fields: ['id'],
    };
    const { rows, meta } = await Paginator.paginate(Post, ids, buildScope(query, caller));
    return { rows: await this.loadPosts(rows.map(({ id }) => id)), meta, fields: undefined };
  }

  private async loadPosts(ids: readonly number[]): Promise<Row<Post>[]> {
    if (ids.length === 0) return [];
    const where = { id: [...ids] };
    const posts = await Post.findAll({
      ...WITH_RELATIONS,
      ...fromReplica,
      where,
      attributes: { exclude: ['content'] },
    });
    const byId = new Map(posts.map((post) => [post.id, post.get({ plain: true })]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }
}

export default new PostListService();
