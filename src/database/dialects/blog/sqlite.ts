import type { PostSearch } from './PostSearch.js';

const INSERT_NEW = 'INSERT INTO posts_search (rowid, title, content) VALUES (new.id, new.title, new.content);';
const DELETE_OLD =
  "INSERT INTO posts_search (posts_search, rowid, title, content) VALUES ('delete', old.id, old.title, old.content);";

/** An external-content index: it stores no text of its own, and triggers report changes of the table. */
const INSTALL = [
  `CREATE VIRTUAL TABLE posts_search USING fts5(title, content, content='posts', content_rowid='id',
   tokenize='unicode61 remove_diacritics 2', prefix='2 3')`,
  `CREATE TRIGGER posts_search_insert AFTER INSERT ON posts BEGIN ${INSERT_NEW} END`,
  `CREATE TRIGGER posts_search_delete AFTER DELETE ON posts BEGIN ${DELETE_OLD} END`,
  `CREATE TRIGGER posts_search_update AFTER UPDATE OF title, content ON posts BEGIN ${DELETE_OLD} ${INSERT_NEW} END`,
  "INSERT INTO posts_search (posts_search) VALUES ('rebuild')",
];

const UNINSTALL = [
  'DROP TRIGGER posts_search_update',
  'DROP TRIGGER posts_search_delete',
  'DROP TRIGGER posts_search_insert',
  'DROP TABLE posts_search',
];

function toMatchCondition(columns: string, words: readonly string[]): string {
  const terms = words.map((word) => `"${word}"*`).join(' AND ');
  return `"Post"."id" IN (SELECT rowid FROM posts_search WHERE posts_search MATCH '{${columns}} : (${terms})')`;
}

/** SQLite's FTS5. */
export const search: PostSearch = {
  install: async ({ sequelize }) => {
    for (const statement of INSTALL) await sequelize.query(statement);
  },
  uninstall: async ({ sequelize }) => {
    for (const statement of UNINSTALL) await sequelize.query(statement);
  },
  matches: (words) => toMatchCondition('title content', words),
  matchesTitle: (words) => toMatchCondition('title', words),
};
