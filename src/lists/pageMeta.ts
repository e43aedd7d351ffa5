import type { ListQuery, PageMeta } from './types.js';

/** Builds the pagination metadata of a numbered page. */
export function buildPageMeta(
  { page, limit }: Pick<ListQuery, 'page' | 'limit'>,
  total: number,
  visible: number,
): PageMeta {
  const offset = (page - 1) * limit;
  return {
    total,
    per_page: limit,
    current_page: page,
    last_page: Math.max(1, Math.ceil(total / limit)),
    from: visible > 0 ? offset + 1 : null,
    to: visible > 0 ? offset + visible : null,
  };
}
