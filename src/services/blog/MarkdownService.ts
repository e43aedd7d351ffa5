import { createHash } from 'node:crypto';
import type { Token } from 'markdown-it';
import { Cache } from '../../drivers/cache/index.js';
import { truncate } from '../../utils/truncate.js';

/** Seconds for which a rendering is kept that nobody asked for again. */
const TTL = 86_400;
const MAX_EXCERPT_LENGTH = 200;

/** Loaded with the first text: a server that shows none need not hold the parsers in memory. */
const loadMarkdown = () => import('./markdown.js');

function cacheKey(content: string): string {
  return `blog:html:${createHash('sha256').update(content).digest('base64url')}`;
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(({ type, content }) => (type.endsWith('break') ? ' ' : type === 'image' ? '' : content)).join('');
}

class MarkdownService {
  /** Harmless HTML of a text in Markdown. It is named by the text in the cache, and so made once for each version. */
  public html(content: string): Promise<string> {
    return Cache.remember(cacheKey(content), TTL, () => this.render(content));
  }

  /** The first words of a text, without its marks. */
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
