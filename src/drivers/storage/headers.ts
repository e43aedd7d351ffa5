const IMAGE_EXTENSION = /\.(jpe?g|png|gif|webp)$/;

export function isImage(key: string): boolean {
  return IMAGE_EXTENSION.test(key);
}

/** Whether a browser shows the file in place, or only saves it: what is no image could be a page with scripts. */
export function getDisposition(key: string): 'inline' | 'attachment' {
  return isImage(key) ? 'inline' : 'attachment';
}

/** How long a file may be kept: names are never used again, and a private file is nobody else's. */
export const CACHE_CONTROL = { public: 'public, max-age=31536000, immutable', private: 'private, no-store' };
