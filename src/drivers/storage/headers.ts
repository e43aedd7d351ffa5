const IMAGE_EXTENSION = /\.(jpe?g|png|gif|webp)$/;

export function isImage(key: string): boolean {
  return IMAGE_EXTENSION.test(key);
}

/** Only images are displayed inline. Anything else could be a page with scripts, so browsers must download it. */
export function getDisposition(key: string): 'inline' | 'attachment' {
  return isImage(key) ? 'inline' : 'attachment';
}

/** Public files are immutable, because names are never reused. Private files must not be cached. */
export const CACHE_CONTROL = { public: 'public, max-age=31536000, immutable', private: 'private, no-store' };
