import { posix } from 'node:path';
import { CommandFailed } from '../support/CommandFailed.js';
import { isReserved } from './reserved.js';
import { parsePath, pascal, plural, singular, snake } from './words.js';

/** The name of a kind of record, such as `shop/ProductCategory`, in the forms that code has of it. */
export class ResourceName {
  /** `ProductCategory`. */
  public readonly model: string;
  /** `product_categories`. */
  public readonly table: string;

  private constructor(
    private readonly folders: readonly string[],
    words: readonly string[],
  ) {
    this.model = pascal(words);
    this.table = snake(plural(words));
    if (isReserved(this.model)) throw new CommandFailed(`${this.model} is a reserved word: choose another name`);
  }

  /**
   * Reads a name however it is written, in the singular or plural.
   *
   * @param suffix that the name may carry already, such as `Controller`
   * @throws CommandFailed if it is no name, or a reserved one
   */
  public static parse(input: string, suffix?: string): ResourceName {
    const bare = suffix ? input.replace(new RegExp(`(?<=[^/])([-_]?${suffix})+$`, 'i'), '') : input;
    const { folders, words } = parsePath(bare);
    return new ResourceName(folders, singular(words));
  }

  /** `shop/ProductCategory`, as commands take it. */
  public get path(): string {
    return posix.join(...this.folders, this.model);
  }

  /** Where a file about it belongs: `src/models/shop/ProductCategory.ts`. */
  public fileIn(layer: string, suffix = ''): string {
    return posix.join('src', layer, ...this.folders, `${this.model}${suffix}.ts`);
  }

  /** The name of the migration that creates its table, in the same sub-folder. */
  public get migration(): string {
    return posix.join(...this.folders, `create_${this.table}_table`);
  }
}
