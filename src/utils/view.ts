import { readFileSync } from 'node:fs';
import { pathTo } from './paths.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const templates = new Map<string, string>();

function template(name: string): string {
  const known = templates.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(pathTo('views', `${name}.html`), 'utf8');
  templates.set(name, text);
  return text;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The page `views/<name>.html` with each `{{field}}` replaced by its value, escaped. */
export function renderView(name: string, fields: Record<string, string | number> = {}): string {
  return template(name).replace(/\{\{(\w+)\}\}/g, (_match, field: string) => escapeHtml(String(fields[field] ?? '')));
}
