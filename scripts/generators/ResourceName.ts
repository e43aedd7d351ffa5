import { posix } from 'node:path';
import { CommandFailed } from '../support/CommandFailed.js';
import { isReserved } from './reserved.js';
import { parsePath, pascal, plural, singular, snake } from './words.js';

/** A resource's name, such as `shop/ProductCategory`, in its different forms. */
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
    if (isReserved(this.model)) throw new CommandFailed(`${this.model} is a reserved word. Choose another name`);
  }

  /**
   * Parses a name in any notation, singular or plural.
   *
   * @param suffix stripped from the name if present, such as `Controller`
   * @throws CommandFailed if the name is invalid or reserved
   */
  public static parse(input: string, suffix?: string): ResourceName {
    const bare = suffix ? input.replace(new RegExp(`(?<=[^/])([-_]?${suffix})+$`, 'i'), '') : input;
    const { folders, words } = parsePath(bare);
    return new ResourceName(folders, singular(words));
  }

  /** `shop/ProductCategory`. */
  public get path(): string {
    return posix.join(...this.folders, this.model);
  }

  /** Returns the path of its file in a layer: `src/models/shop/ProductCategory.ts`. */
  public fileIn(layer: string, suffix = ''): string {
    return posix.join('src', layer, ...this.folders, `${this.model}${suffix}.ts`);
  }

  /** The name of the migration that creates its table, in the same sub-folder. */
  public get migration(): string {
    return posix.join(...this.folders, `create_${this.table}_table`);
  }
}
