import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/rig/global-setup.ts"],
    setupFiles: ["test/rig/keys.ts"],
    pool: "forks",
    execArgv: ["--import", "./src/quick-start.js"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // Many tests wait for nodes to try again more than they compute, so that even two cores have work for four workers.
    maxWorkers: 4,
  },
});
