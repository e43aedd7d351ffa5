import MarkdownIt from 'markdown-it';
import { sanitizeHtml } from './sanitizeHtml.js';

export const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true });

/** The HTML of a text in Markdown, without anything that is not allowed. */
export function toHtml(text: string): string {
  return sanitizeHtml(markdown.render(text));
}
