import sanitize from 'sanitize-html';

/** The allowlist that protects readers from stored XSS. */
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
    // User-generated links get no search ranking (ugc, nofollow) and no referrer.
    a: sanitize.simpleTransform('a', { rel: 'nofollow ugc noopener noreferrer' }),
    img: sanitize.simpleTransform('img', { loading: 'lazy' }),
  },
};

/** Removes all tags, attributes and URL schemes that are not allowed. */
export function sanitizeHtml(html: string): string {
  return sanitize(html, ALLOWED);
}
