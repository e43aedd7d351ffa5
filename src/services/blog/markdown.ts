import MarkdownIt, { type Token } from 'markdown-it';
import { sanitizeHtml } from './sanitizeHtml.js';

export const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true });

/** How often a text may repeat what it says once: each use of a reference writes out its address. */
const MAX_REPETITIONS = 2;
const SLACK = 10_000;

function attributesLength(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { attrs, children }) => {
    const own = (attrs ?? []).reduce((length, [, value]) => length + String(value).length, 0);
    return sum + own + attributesLength(children ?? []);
  }, 0);
}

/** Few characters could become a page of hundreds of megabytes. */
function isInflated(text: string, tokens: readonly Token[]): boolean {
  return attributesLength(tokens) > MAX_REPETITIONS * text.length + SLACK;
}

/**
 * The HTML of a text in Markdown, without anything that is not allowed. A text that would grow out of all proportion is
 * shown as it was written.
 */
export function toHtml(text: string): string {
  const references = {};
  const tokens = markdown.parse(text, references);
  if (isInflated(text, tokens)) return `<pre>${markdown.utils.escapeHtml(text)}</pre>`;
  return sanitizeHtml(markdown.renderer.render(tokens, markdown.options, references));
}
