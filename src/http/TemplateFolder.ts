import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { appConfig } from '../config/app.js';
import { resolvePath } from '../utils/paths.js';

type Helpers = Record<string, (value: unknown) => unknown>;

interface CompileOptions {
  noEscape: boolean;
}

const EXTENSION = '.hbs';

/**
 * Handlebars templates of one folder, with the partials in its sub-folder `partials`. Each is compiled once; in
 * development each time, so that a change shows immediately. A missing value or an unknown helper is an error, never a gap.
 */
export class TemplateFolder {
  private readonly compiled = new Map<string, Handlebars.TemplateDelegate>();
  private sharedEnvironment: typeof Handlebars | undefined;

  public constructor(
    private readonly path: string,
    private readonly helpers: Helpers = {},
  ) {}

  /** Escapes every value for HTML. */
  public renderHtml(name: string, data: object): string {
    return this.getTemplate(name, { noEscape: false })(data);
  }

  /** Plain text: values are not escaped. */
  public renderText(name: string, data: object): string {
    return this.getTemplate(name, { noEscape: true })(data);
  }

  private getTemplate(name: string, options: CompileOptions): Handlebars.TemplateDelegate {
    const template = this.compiled.get(name) ?? this.compile(name, options);
    if (!appConfig.isDevelopment) this.compiled.set(name, template);
    return template;
  }

  private compile(name: string, options: CompileOptions): Handlebars.TemplateDelegate {
    const knownHelpers = Object.fromEntries(Object.keys(this.helpers).map((helper) => [helper, true]));
    const strict = { strict: true, knownHelpersOnly: true, knownHelpers };
    return this.getEnvironment().compile(this.read(name + EXTENSION), { ...strict, ...options });
  }

  private getEnvironment(): typeof Handlebars {
    if (appConfig.isDevelopment) return this.createEnvironment();
    return (this.sharedEnvironment ??= this.createEnvironment());
  }

  private createEnvironment(): typeof Handlebars {
    const handlebars = Handlebars.create();
    handlebars.registerHelper(this.helpers);
    for (const file of readdirSync(resolvePath(this.path, 'partials'))) {
      handlebars.registerPartial(file.slice(0, -EXTENSION.length), this.read(join('partials', file)));
    }
    return handlebars;
  }

  private read(file: string): string {
    return readFileSync(resolvePath(this.path, file), 'utf8');
  }
}
