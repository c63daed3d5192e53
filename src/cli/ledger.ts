import type { Reconciliation } from "#src/app/partners.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import type { Command } from "./command.ts";
import { exporting, peerOption } from "./ledger-export.ts";
import { importing } from "./ledger-import.ts";
import { statement } from "./ledger-statement.ts";
import { evidencing, verifying } from "./ledger-verify.ts";
import { requirePeer } from "./peer.ts";
import { openSetUp } from "./ready.ts";

const reconcile: Command = {
  name: "ledger reconcile",
  summary: "Compare the books with each partner's, and mend what can be mended",
  details: "It fails when a partner is out of reach or its books still differ.",
  options: { peer: peerOption },
  async run(call) {
    const { app, partners } = await openSetUp(call);
    const named = call.options["peer"];
    const peers =
      named === undefined
        ? await listPeers(app.database, { states: ["partner", "limited"], limit: 10_000 })
        : [await requirePeer(app, named)];
    const results: { readonly peer: Peer; readonly result: Reconciliation }[] = [];
    for (const peer of peers) results.push({ peer, result: await partners.reconcile(peer.id) });
    return {
      lines:
        results.length === 0
          ? ["There are no partners to compare books with."]
          : results.map(({ peer, result }) => `${peer.origin}: ${wordOf(result)}`),
      json: { items: results.map(({ peer, result }) => ({ peer: peer.id, origin: peer.origin, ...result })) },
      failed: results.some(({ result }) => result.state === "unreachable" || result.state === "differs"),
    };
  },
};

function wordOf({ state, entries, digest, sent, received }: Reconciliation): string {
  switch (state) {
    case "equal":
      return `equal, ${entries} entries, digest ${digest}`;
    case "repaired":
      return `equal again after ${sent} sent and ${received} received, ${entries} entries, digest ${digest}`;
    case "differs":
      return `the books still differ; ${sent} entries were sent and ${received} received. Look at the disputes`;
    case "unreachable":
      return "out of reach";
  }
}

export const ledgerCommands: readonly Command[] = [reconcile, verifying, evidencing, exporting, statement, importing];
