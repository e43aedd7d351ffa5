import type { PostSearch } from './PostSearch.js';

/** ASCII only: beyond it, the database's locale decides which characters are letters. */
const PUNCTUATION = '[!-/:-@[-`{-~]+';

/**
 * Removes punctuation, because PostgreSQL treats a URL or a file name as one word, so that its parts would not match.
 */
function toVectorSql(column: string, weight: 'A' | 'B'): string {
  return `setweight(to_tsvector('simple', regexp_replace(${column}, '${PUNCTUATION}', ' ', 'g')), '${weight}')`;
}

function toMatchCondition(weights: string, words: readonly string[]): string {
  return `"Post"."search" @@ to_tsquery('simple', '${words.map((word) => `${word}:*${weights}`).join(' & ')}')`;
}

/** PostgreSQL's tsvector in a generated column. The configuration is `simple`, because posts may be in any language. */
export const search: PostSearch = {
  install: async ({ sequelize }) => {
    const vector = `${toVectorSql('title', 'A')} || ${toVectorSql('content', 'B')}`;
    await sequelize.query(`ALTER TABLE posts ADD COLUMN search tsvector GENERATED ALWAYS AS (${vector}) STORED`);
    await sequelize.query('CREATE INDEX posts_search_index ON posts USING GIN (search)');
  },
  uninstall: async ({ sequelize }) => {
    await sequelize.query('ALTER TABLE posts DROP COLUMN search');
  },
  matches: (words) => toMatchCondition('', words),
  matchesTitle: (words) => toMatchCondition('A', words),
};
