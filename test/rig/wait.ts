/** How long {@link eventually} waits unless told otherwise. */
const patienceMs = 15_000;

/**
 * Asks again and again until the answer is neither `undefined`, `null` nor `false`, and gives it. What `look` throws counts as "not
 * yet", so that it may hold expectations.
 * @throws the last error of `look`, or one that says what was waited for.
 */
export async function eventually<T>(
  look: () => Promise<T> | T,
  options: { readonly what?: string; readonly withinMs?: number } = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const { what = "what the test waits for", withinMs = patienceMs } = options;
  const giveUpAtMs = performance.now() + withinMs;
  let last: unknown;
  for (let pauseMs = 10; performance.now() < giveUpAtMs; pauseMs = Math.min(pauseMs * 1.5, 200)) {
    try {
      const answer = await look();
      if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  throw last instanceof Error ? last : new Error(`Waited ${withinMs} ms in vain for ${what}.`);
}
