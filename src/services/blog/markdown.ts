import MarkdownIt, { type Token } from 'markdown-it';
import { sanitizeHtml } from './sanitizeHtml.js';

export const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true });

/** Limits the expansion of link references: each use of a reference writes out its URL. */
const MAX_EXPANSION = 2;
const SLACK = 10_000;

function attributesLength(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { attrs, children }) => {
    const own = (attrs ?? []).reduce((length, [, value]) => length + String(value).length, 0);
    return sum + own + attributesLength(children ?? []);
  }, 0);
}

/** Detects expansion attacks, in which few characters become hundreds of megabytes of HTML. */
function isInflated(text: string, tokens: readonly Token[]): boolean {
  return attributesLength(tokens) > MAX_EXPANSION * text.length + SLACK;
}

/**
 * Renders Markdown as sanitized HTML, with an allowlist of tags and attributes. A text that would expand too much is
 * shown as plain text.
 */
export function toHtml(text: string): string {
  const references = {};
  const tokens = markdown.parse(text, references);
  if (isInflated(text, tokens)) return `<pre>${markdown.utils.escapeHtml(text)}</pre>`;
  return sanitizeHtml(markdown.renderer.render(tokens, markdown.options, references));
}
