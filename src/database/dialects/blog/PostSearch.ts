import type { QueryInterface } from 'sequelize';

/** Full-text search over posts. All words must match, each as a prefix. */
export interface PostSearch {
  /** Creates the index on title and content of the table `posts`; it follows later changes. */
  install: (schema: QueryInterface) => Promise<void>;
  uninstall: (schema: QueryInterface) => Promise<void>;
  /** Returns an SQL condition: title or content contain all words. Words must consist of letters and digits. */
  matches: (words: readonly string[]) => string;
  /** Returns an SQL condition: the title contains all words. */
  matchesTitle: (words: readonly string[]) => string;
}
