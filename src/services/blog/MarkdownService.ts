import { createHash } from 'node:crypto';
import MarkdownIt, { type Token } from 'markdown-it';
import sanitize from 'sanitize-html';
import { Cache } from '../../drivers/cache/index.js';
import { cutText } from '../../utils/cutText.js';

/** Seconds for which a rendering is kept that nobody asked for again. */
const TTL = 86_400;
const LONGEST_EXCERPT = 200;

const markdown = new MarkdownIt({ html: false, linkify: true, typographer: true });

/** What may be in a page, whatever an author wrote and whatever a parser made of it. */
const ALLOWED: sanitize.IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li'],
    ...['a', 'img', 'em', 'strong', 's', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'title', 'rel'], img: ['src', 'alt', 'title', 'loading'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  transformTags: {
    // Links that users set recommend nothing, and learn nothing of where they were followed.
    a: sanitize.simpleTransform('a', { rel: 'nofollow ugc noopener noreferrer' }),
    img: sanitize.simpleTransform('img', { loading: 'lazy' }),
  },
};

function keyOf(content: string): string {
  return `blog:html:${createHash('sha256').update(content).digest('base64url')}`;
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(({ type, content }) => (type.endsWith('break') ? ' ' : type === 'image' ? '' : content)).join('');
}

class MarkdownService {
  /** Harmless HTML of a text in Markdown. It is named by the text in the cache, and so made once for each version. */
  public html(content: string): Promise<string> {
    return Cache.remember(keyOf(content), TTL, () => Promise.resolve(this.render(content)));
  }

  /** The first words of a text, without its marks. */
  public excerpt(content: string): string {
    const blocks = markdown.parse(content.slice(0, LONGEST_EXCERPT * 10), {}).map(({ children }) => children ?? []);
    const plain = blocks.map(wordsOf).join(' ').replace(/\s+/g, ' ').trim();
    if (plain.length <= LONGEST_EXCERPT) return plain;
    return `${cutText(plain, LONGEST_EXCERPT).replace(/\s+\S*$/, '')}…`;
  }

  private render(content: string): string {
    return sanitize(markdown.render(content), ALLOWED);
  }
}

export default new MarkdownService();
