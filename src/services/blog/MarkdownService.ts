import { createHash } from 'node:crypto';
import type { Token } from 'markdown-it';
import { Cache } from '../../drivers/cache/index.js';
import { truncate } from '../../utils/truncate.js';

/** Seconds. */
const TTL = 86_400;
const MAX_EXCERPT_LENGTH = 200;

/** Loaded lazily, so that servers that render no Markdown do not hold the parser in memory. */
const loadMarkdown = () => import('./markdown.js');

function cacheKey(content: string): string {
  return `blog:html:${createHash('sha256').update(content).digest('base64url')}`;
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(({ type, content }) => (type.endsWith('break') ? ' ' : type === 'image' ? '' : content)).join('');
}

/** Renders posts. */
class MarkdownService {
  /** Renders Markdown as sanitized HTML. The cache key is a hash of the text, so each version is rendered once. */
  public html(content: string): Promise<string> {
    return Cache.remember(cacheKey(content), TTL, () => this.render(content));
  }

  /** Returns the first words of a Markdown text as plain text. */
  public async excerpt(content: string): Promise<string> {
    const { markdown } = await loadMarkdown();
    const blocks = markdown.parse(content.slice(0, MAX_EXCERPT_LENGTH * 10), {}).map(({ children }) => children ?? []);
    const plain = blocks.map(plainText).join(' ').replace(/\s+/g, ' ').trim();
    if (plain.length <= MAX_EXCERPT_LENGTH) return plain;
    return `${truncate(plain, MAX_EXCERPT_LENGTH).replace(/\s+\S*$/, '')}…`;
  }

  private async render(content: string): Promise<string> {
    const { toHtml } = await loadMarkdown();
    return toHtml(content);
  }
}

export default new MarkdownService();
