/** Wakes a loop: rings that come while nobody listens are remembered, many in a row count once. */
export function openBell(): { ring: () => void; heard: (limitMs: number) => Promise<void> } {
  let rung = false;
  let answer: (() => void) | undefined;
  return {
    ring() {
      rung = true;
      answer?.();
    },
    async heard(limitMs) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limitMs);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        answer = undefined;
      }
      rung = false;
      // What commits together is looked at together.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
