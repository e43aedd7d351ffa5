import type { PostSearch } from './PostSearch.js';

/** ASCII's own; what is a letter beyond it depends on the database's locale. */
const PUNCTUATION = '[!-/:-@[-`{-~]+';

/** Without punctuation, because an address or a file name is one word with it, which its parts do not find. */
function toVectorSql(column: string, weight: 'A' | 'B'): string {
  return `setweight(to_tsvector('simple', regexp_replace(${column}, '${PUNCTUATION}', ' ', 'g')), '${weight}')`;
}

function toMatchCondition(weights: string, words: readonly string[]): string {
  return `"Post"."search" @@ to_tsquery('simple', '${words.map((word) => `${word}:*${weights}`).join(' & ')}')`;
}

/** PostgreSQL's tsvector, in a column that it keeps itself; `simple`, because posts may be in any language. */
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
