import { readFileSync } from 'node:fs';
import { resolvePath } from '../utils/paths.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const templates = new Map<string, string>();

function loadTemplate(name: string): string {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const file = readFileSync(resolvePath('views', `${name}.html`), 'utf8');
  const text = file.replace(/\{\{> (\w+)\}\}/g, (_match, partial: string) =>
    loadTemplate(`partials/${partial}`).trimEnd(),
  );
  templates.set(name, text);
  return text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** What was rendered from a view and is not escaped again. */
class Markup {
  public constructor(public readonly html: string) {}
}

type Fields = Record<string, string | number | Markup>;

/**
 * The page `views/<name>.html` with each `{{field}}` replaced by its value, escaped. `{{> head}}` stands for the view
 * `partials/head`, as it does in mails.
 */
export function renderView(name: string, fields: Fields = {}): string {
  return loadTemplate(name).replace(/\{\{(\w+)\}\}/g, (_match, field: string) => {
    const value = fields[field] ?? '';
    return value instanceof Markup ? value.html : escapeHtml(String(value));
  });
}

/** The view once for each of the records, as a field of another view. */
export function renderEach(name: string, records: readonly Fields[]): Markup {
  return new Markup(records.map((fields) => renderView(name, fields)).join(''));
}
