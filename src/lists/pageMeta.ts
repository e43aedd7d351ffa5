import type { ListQuery, PageMeta } from './types.js';

/** What a page by number says of its list, which has so many records in all, and of which it shows so many. */
export function pageMeta({ page, limit }: Pick<ListQuery, 'page' | 'limit'>, total: number, shown: number): PageMeta {
  const offset = (page - 1) * limit;
  return {
    total,
    per_page: limit,
    current_page: page,
    last_page: Math.max(1, Math.ceil(total / limit)),
    from: shown > 0 ? offset + 1 : null,
    to: shown > 0 ? offset + shown : null,
  };
}
