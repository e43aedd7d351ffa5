import type { PostSearch } from './PostSearch.js';

/** InnoDB indexes neither shorter words nor these stopwords (INFORMATION_SCHEMA.INNODB_FT_DEFAULT_STOPWORD). */
const MIN_WORD_LENGTH = 3;
const STOPWORDS = new Set(
  'about are com for from how that the this was what when where who will with und www'.split(' '),
);
/** InnoDB indexes only the beginning of longer words. */
const MAX_WORD_LENGTH = 80;

function isIndexed(word: string): boolean {
  return word.length >= MIN_WORD_LENGTH && !STOPWORDS.has(word);
}

function toLikeCondition(columns: readonly string[], word: string): string {
  return `(${columns.map((column) => `\`Post\`.\`${column}\` LIKE '%${word}%'`).join(' OR ')})`;
}

function toMatchCondition(columns: readonly string[], words: readonly string[]): string {
  const terms = words.filter(isIndexed).map((word) => `+${word.slice(0, MAX_WORD_LENGTH)}*`);
  const names = columns.map((column) => `\`Post\`.\`${column}\``).join(', ');
  const match = terms.length > 0 ? [`MATCH (${names}) AGAINST ('${terms.join(' ')}' IN BOOLEAN MODE)`] : [];
  const unindexed = words.filter((word) => !isIndexed(word)).map((word) => toLikeCondition(columns, word));
  return [...match, ...unindexed].join(' AND ');
}

/** MySQL's and MariaDB's FULLTEXT. Words that it does not index are searched by LIKE among its results. */
export const search: PostSearch = {
  install: async ({ sequelize }) => {
    await sequelize.query('ALTER TABLE posts ADD FULLTEXT INDEX posts_search_index (title, content)');
    await sequelize.query('ALTER TABLE posts ADD FULLTEXT INDEX posts_title_search_index (title)');
  },
  uninstall: async ({ sequelize }) => {
    await sequelize.query('ALTER TABLE posts DROP INDEX posts_title_search_index');
    await sequelize.query('ALTER TABLE posts DROP INDEX posts_search_index');
  },
  matches: (words) => toMatchCondition(['title', 'content'], words),
  matchesTitle: (words) => toMatchCondition(['title'], words),
};
