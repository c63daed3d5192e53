import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** What takes longest, the longest first: a run lasts as long as what begins last. */
const longest = [
  "nodes/main-job.test.ts",
  "nodes/kill.test.ts",
  "web/pages-steward-states.test.ts",
  "simulation/mutations.test.ts",
  "nodes/",
  "web/pages-valid.test.ts",
  "simulation/",
  "cli/",
  "browser/",
  "rig/node.test.ts",
  "federation/peering.test.ts",
  "federation/ledger.test.ts",
  "main.test.ts",
  "federation/capacity.test.ts",
  "web/shell-browser.test.ts",
  "web/pages-first-run.test.ts",
  "web/pages-door.test.ts",
  "app/recovery.test.ts",
  "app/ledger-network.test.ts",
  "web/pages-browse.test.ts",
  "interop/servers.test.ts",
  "app/convergence.test.ts",
  "app/sync.test.ts",
  "app/rooms.test.ts",
  "app/statements.test.ts",
  "app/disputes.test.ts",
  "app/",
  "hardening/",
  "federation/",
  "web/",
];

/** Without it, a machine that has run no tests yet begins with the files that have most letters, which say nothing of their time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((part) => moduleId.includes(`/test/${part}`));
      return found === -1 ? longest.length : found;
    };
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}
