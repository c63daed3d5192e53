/** A page of a list, newest first. `cursor` is the `next` of the page before. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** Asks for one item more than the page holds, to know whether there is a next one. The cursor is the last item's id. */
export async function pageOf<T extends { readonly id: string }>(
  { limit, cursor }: PageRequest,
  list: (page: { readonly limit: number; readonly before?: string }) => Promise<readonly T[]>,
): Promise<Page<T>> {
  const found = await list({ limit: limit + 1, ...(cursor === undefined ? {} : { before: cursor }) });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: last.id } : { items };
}
