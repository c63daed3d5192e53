import { afterAll, afterEach, beforeEach } from "vitest";

export type Cleanup = () => Promise<void> | void;

/**
 * Call it while tests are collected (top of a file, or in a `describe`). What is given to its answer is undone after the test that made
 * it, or after the file (or `describe`) when it was made in `beforeAll`; the last one first.
 */
export function useCleanup(): (cleanup: Cleanup) => void {
  const ofFile: Cleanup[] = [];
  let ofTest: Cleanup[] | undefined;
  beforeEach(() => {
    ofTest = [];
  });
  // Hooks after a test run in reverse, so this one, registered first, comes when the suite's own hooks are done.
  afterEach(async () => {
    const due = ofTest ?? [];
    ofTest = undefined;
    await runAll(due);
  });
  afterAll(() => runAll(ofFile));
  return (cleanup) => void (ofTest ?? ofFile).push(cleanup);
}

async function runAll(cleanups: Cleanup[]): Promise<void> {
  for (const cleanup of cleanups.toReversed()) await cleanup();
}
