interface Waiting<T, R> {
  readonly item: T;
  readonly done: (result: R) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Does the same thing for everyone who waits for it at the same time, at once: `work` gets what has come, in order, and answers for each.
 * Whoever comes while it runs is in the next round. When a round of several fails, each is done alone, so that one that cannot be done
 * fails by itself.
 */
export function openRounds<T, R>(
  work: (items: readonly T[]) => Promise<readonly R[]>,
  most: number,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let isRunning = false;
  const drain = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      // Whoever comes with what the event loop has ready is in it too, and whoever asks again when answered.
      await new Promise((resolve) => setImmediate(resolve));
      await runRound(work, waiting.splice(0, most));
    }
    isRunning = false;
  };
  return (item) =>
    new Promise<R>((done, failed) => {
      waiting.push({ item, done, failed });
      if (!isRunning) void drain();
    });
}

async function runRound<T, R>(
  work: (items: readonly T[]) => Promise<readonly R[]>,
  round: readonly Waiting<T, R>[],
): Promise<void> {
  try {
    const results = await work(round.map(({ item }) => item));
    if (results.length !== round.length) throw new Error(`${results.length} answers to ${round.length} questions.`);
    for (const [index, result] of results.entries()) round[index]?.done(result);
  } catch (error) {
    if (round.length === 1) round[0]?.failed(error);
    else for (const one of round) await runRound(work, [one]);
  }
}
