import { acceptPeer, addPeer, blockPeer, endPeer, limitPeer, type PeerActOutcome } from "#src/app/peers.ts";
import type { Context } from "#src/app/context.ts";
import { isUuidV7 } from "#src/domain/iri.ts";
import { pickText } from "#src/domain/language.ts";
import { findPeer, findPeerByOrigin, listPeers, type Peer } from "#src/store/peers.ts";
import { columns, CommandError, positional, type Command, type Report } from "./command.ts";
import { openSetUp } from "./ready.ts";

const add: Command = {
  name: "peer add",
  summary: "Say yes to the node behind a domain, an origin or a handle",
  details:
    "The other side's yes makes you partners. The running node sends the message; a stopped one sends it when it starts.",
  positionals: [{ name: "ADDRESS", help: "as in coop.example, https://coop.example or @coop@coop.example" }],
  async run(call) {
    const address = positional(call, 0, "ADDRESS");
    const { app, partners } = await openSetUp(call);
    const added = await addPeer(app, partners, address);
    if (added.outcome === "failed") throw new CommandError(added.detail);
    return reportOf(added.peer);
  },
};

const list: Command = {
  name: "peer list",
  summary: "List the nodes that we know, ended relations included",
  async run(call) {
    const { app } = await openSetUp(call);
    const peers = await listPeers(app.database, { limit: 100_000 });
    const rows = peers.map((peer) => [peer.id, peer.state, peer.origin, nameOf(peer)]);
    return {
      lines:
        peers.length === 0
          ? ["No other node is known yet. `peer add` says yes to one."]
          : columns([["ID", "STATE", "ORIGIN", "NAME"], ...rows]),
      json: { items: peers.map(describe) },
    };
  },
};

type Act = (app: Context, id: string) => Promise<PeerActOutcome>;

const actCommand = (verb: string, summary: string, run: Act): Command => ({
  name: `peer ${verb}`,
  summary,
  positionals: [{ name: "PEER", help: "the peer's id, its domain or its origin" }],
  async run(call) {
    const { app } = await openSetUp(call);
    const peer = await requirePeer(app, positional(call, 0, "PEER"));
    const done = await run(app, peer.id);
    if (done.outcome === "impossible") throw new CommandError(`This cannot be done while the peer is ${done.state}.`);
    return reportOf(done.outcome === "done" ? done.peer : peer);
  },
});

/** A peer by what the operator has at hand. @throws {CommandError} when there is none. */
export async function requirePeer({ database }: Context, named: string): Promise<Peer> {
  const peer = isUuidV7(named) ? await findPeer(database, named) : await findByAddress(database, named);
  if (peer === undefined) throw new CommandError(`No peer is known as ${named}. \`peer list\` shows them.`);
  return peer;
}

async function findByAddress(database: Context["database"], named: string): Promise<Peer | undefined> {
  const host = named.replace(/^@?[^@/]*@/, "");
  const origins = /^https?:\/\//.test(host) ? [host] : [`https://${host}`, `http://${host}`];
  for (const origin of origins) {
    const peer = URL.canParse(origin) ? await findPeerByOrigin(database, new URL(origin).origin) : undefined;
    if (peer !== undefined) return peer;
  }
  return undefined;
}

const states: Readonly<Record<Peer["state"], string>> = {
  requested: "has our yes; theirs is missing",
  received: "has said yes; ours is missing",
  partner: "is a partner",
  limited: "is limited: nothing for partners only, and its offers wait for a steward",
  blocked: "is blocked: nothing comes in or goes out",
  ended: "is no partner any more",
};

const reportOf = (peer: Peer): Report => ({
  lines: [`${nameOf(peer)} (${peer.origin}) ${states[peer.state]}.`, `Its id is ${peer.id}.`],
  json: describe(peer),
});

const nameOf = ({ name }: Peer): string => pickText(name, "en");

const describe = (peer: Peer) => ({
  id: peer.id,
  name: nameOf(peer),
  origin: peer.origin,
  coop: peer.coop,
  state: peer.state,
});

export const peerCommands: readonly Command[] = [
  add,
  list,
  actCommand("accept", "Say yes to a node that we know", acceptPeer),
  actCommand("limit", "Say yes with less in it", limitPeer),
  actCommand("block", "Let nothing more in or out", blockPeer),
  actCommand("end", "Take our yes back; agreements run out, the ledger stays", endPeer),
];
