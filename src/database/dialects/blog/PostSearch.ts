import type { QueryInterface } from 'sequelize';

/** How a database finds posts by their words. All words must be there, each at the beginning of a word of the text. */
export interface PostSearch {
  /** Indexes the titles and contents of the table `posts`, also of what is written later. */
  install: (schema: QueryInterface) => Promise<void>;
  uninstall: (schema: QueryInterface) => Promise<void>;
  /** SQL that is true of posts with these words in title or content; words are letters and digits only. */
  matches: (words: readonly string[]) => string;
  /** SQL that is true of posts which have them all in the title. */
  matchesTitle: (words: readonly string[]) => string;
}
