import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/rig/sequencer.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/rig/global-setup.ts"],
    setupFiles: ["test/rig/keys.ts"],
    pool: "forks",
    // To load the program anew for each file would cost as much as many of them take: files share a worker, one after the other.
    isolate: false,
    execArgv: ["--import", "./src/quick-start.js"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // Many tests wait for nodes to try again more than they compute, so that even two cores have work for four workers.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
  },
});
