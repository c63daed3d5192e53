/**
 * Writes items together: those that come within `gatherMs`, or while a write is under way, go with one write, so that many small
 * results share one transaction. Each call answers when its item is written, or throws with the whole batch.
 */
export function openBatch<Item>(
  write: (items: readonly Item[]) => Promise<void>,
  gatherMs: number,
): (item: Item) => Promise<void> {
  let waiting: Item[] = [];
  let writing: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const gather = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, gatherMs));
  const writeWaiting = (): Promise<void> => {
    const items = waiting;
    waiting = [];
    next = undefined;
    writing = write(items);
    return writing;
  };
  return (item) => {
    waiting.push(item);
    next ??= writing.then(gather, gather).then(writeWaiting);
    return next;
  };
}
