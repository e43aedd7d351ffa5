import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { appConfig } from '../config/app.js';
import { resolvePath } from '../utils/paths.js';

const FOLDER = resolvePath('views/emails');

/** Every name that a template uses must be there, and no helper is unknown: what is wrong fails, and is not left blank. */
const HTML = { strict: true, knownHelpersOnly: true, knownHelpers: { url: true, required: true } };
const TEXT = { ...HTML, noEscape: true };

/** An absolute address in this application, whatever a client said it was called by. */
export function url(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?!\/)/.test(path)) throw new Error(`Not a path: ${String(path)}`);
  return appConfig.url + path;
}

/** Handlebars passes on to a partial what is not there: with this the partial insists. */
function required(value: unknown): unknown {
  if (value === undefined) throw new Error('A partial was not given all that it needs');
  return value;
}

function readTemplate(...path: string[]): string {
  return readFileSync(join(FOLDER, ...path), 'utf8');
}

function createEnvironment(): typeof Handlebars {
  const handlebars = Handlebars.create();
  handlebars.registerHelper({ url, required });
  for (const file of readdirSync(join(FOLDER, 'partials'))) {
    handlebars.registerPartial(file.replace(/\.hbs$/, ''), readTemplate('partials', file));
  }
  return handlebars;
}

type CompileOptions = typeof HTML;

const sharedEnvironment = createEnvironment();

const compiled = new Map<string, Handlebars.TemplateDelegate>();

function compileTemplate(file: string, options: CompileOptions): Handlebars.TemplateDelegate {
  const handlebars = appConfig.isDevelopment ? createEnvironment() : sharedEnvironment;
  return handlebars.compile(readTemplate(file), options);
}

/** Compiled once; in development each time, so that a change shows at once. */
function getTemplate(file: string, options: CompileOptions): Handlebars.TemplateDelegate {
  const known = appConfig.isDevelopment ? undefined : compiled.get(file);
  if (known) return known;
  const made = compileTemplate(file, options);
  compiled.set(file, made);
  return made;
}

/** The HTML of `views/emails/<name>.hbs` in its layout; whatever is filled in is escaped. */
export function renderHtml(name: string, data: object): string {
  const body = new Handlebars.SafeString(getTemplate(`${name}.hbs`, HTML)(data));
  return getTemplate('layout.hbs', HTML)({ ...data, body });
}

/** The plain text of `views/emails/<name>.text.hbs` in its layout. */
export function renderText(name: string, data: object): string {
  const body = getTemplate(`${name}.text.hbs`, TEXT)(data).trim();
  return getTemplate('layout.text.hbs', TEXT)({ ...data, body });
}
