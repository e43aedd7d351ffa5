import sanitize from 'sanitize-html';

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

/** The HTML without anything that is not allowed. */
export function sanitizeHtml(html: string): string {
  return sanitize(html, ALLOWED);
}
