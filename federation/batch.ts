/**
 * Writes items together: those that come while a write is under way go with the next one, so that many small results share one
 * transaction. Each call answers when its item is written, or throws with the whole batch.
 */
export function openBatch<Item>(write: (items: readonly Item[]) => Promise<void>): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const writeWaiting = (): Promise<void> => {
    const items = waiting;
    waiting = [];
    next = undefined;
    writing = write(items);
    return writing;
  };
  return (item) => {
    waiting.push(item);
    next ??= writing.then(writeWaiting, writeWaiting);
    return next;
  };
}
