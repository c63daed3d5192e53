type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Changes without those that were not asked for: absent leaves a value as it is, null empties it. */
export function withoutAbsent<T extends object>(changes: T): Present<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Present<T>;
}
