import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { openCheckpoint, signersOf } from "./proofs.ts";
import type { SimNode } from "./node.ts";

/** What both have signed, and which of the two still has it. */
export interface Agreed {
  readonly entry: string;
  readonly hash: string;
  readonly nodes: Set<SimNode>;
}

export interface ShownCheckpoint {
  readonly from: SimNode;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

/** Sees everything that ever stood in anyone's books, which no node does. */
export interface Oracle {
  /** Looks at what changed since it last did; answers what must not be, in words. */
  observe(): readonly string[];
  /** A node was set back: it knows less, and may use again what nobody has seen. */
  forget(node: SimNode): void;
  /** A steward is about to sign that entry: the rule does not bind people. */
  approve(entry: string): void;
  isApproved(entry: string): boolean;
  /** Takes over the public keys of all nodes. */
  learnKeys(): void;
  /** Everything that honest nodes have signed for each other as entries. */
  documents(): readonly string[];
  /** Remembers what checkpoint a liar showed to whom. */
  tell(to: SimNode, from: SimNode, checkpoint: unknown): void;
  /** The checkpoints that a node was shown by another one and that hold. */
  told(node: SimNode, from: SimNode): readonly ShownCheckpoint[];
  readonly agreed: ReadonlyMap<string, Agreed>;
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** How many entries, leaves and agreed entries it has looked at. */
  readonly looked: { entries: number; leaves: number; agreed: number };
}

interface EntryRow {
  readonly rowid: number;
  readonly entry: string;
  readonly hash: string;
  readonly document: string;
  readonly maker: string;
  readonly provider: string;
  readonly receiver: string;
  readonly peer_id: string;
}

interface LeafRow {
  readonly rowid: number;
  readonly log_id: string;
  readonly peer_id: string;
  readonly epoch: number;
  readonly place: number;
  readonly leaf: string;
}

export function openOracle(nodes: readonly SimNode[]): Oracle {
  const made = new Map<string, { readonly hash: string; readonly document: string }>();
  const agreed = new Map<string, Agreed>();
  const leaves = new Map<string, string>();
  const approved = new Set<string>();
  const keys = new Map<string, KeyObject>();
  const looked = { entries: 0, leaves: 0, agreed: 0 };
  const eyes = new Map(nodes.map((node) => [node, openEyes(node)]));
  const told = new Map<SimNode, ShownCheckpoint[]>();
  const byCoop = new Map(nodes.map((node) => [node.coop, node]));
  const isHonest = (coop: string): boolean => byCoop.get(coop)?.honest === true;
  const sees = { made, agreed, leaves, keys, looked, isHonest };
  const learnKeys = (): void => {
    for (const [node, { ledgerKeys }] of eyes)
      for (const [id, key] of ledgerKeys()) keys.set(`${node.coop}#${id}`, key);
  };
  learnKeys();
  return {
    observe: () =>
      [...eyes].flatMap(([node, look]) => [
        ...lookAtEntries(sees, node, look),
        ...lookAtLeaves(sees, node, look),
        ...lookAtAgreed(sees, node, look),
      ]),
    forget: (node) => {
      const look = eyes.get(node);
      if (look === undefined) return;
      look.seen.entry = 0;
      look.seen.leaf = 0;
      look.seen.agreed.clear();
      look.seen.signed.clear();
      look.seen.restored = true;
      told.delete(node);
      for (const key of leaves.keys()) if (!isKnown(nodes, key)) leaves.delete(key);
      const held = new Set(look.agreedNow().map(({ entry }) => entry));
      for (const [entry, { nodes: holders }] of agreed) {
        if (held.has(entry)) continue;
        holders.delete(node);
        // The other one lost it as well, or never had it: there is nobody to get it from.
        if (holders.size === 0) agreed.delete(entry);
      }
    },
    approve: (entry) => void approved.add(entry),
    isApproved: (entry) => approved.has(entry),
    learnKeys,
    tell: (to, from, checkpoint) => {
      const shown = typeof checkpoint === "string" ? openCheckpoint(checkpoint, keys) : undefined;
      if (shown?.by !== from.coop || !isPinned(to, shown.key)) return;
      told.set(to, [...(told.get(to) ?? []), { ...shown, from }]);
    },
    told: (node, from) => (told.get(node) ?? []).filter((shown) => shown.from === from),
    documents: () => [...made.values()].map(({ document }) => document),
    agreed,
    keys,
    looked,
  };
}

/** What is signed with a key that nobody vouched for proves nothing. */
const isPinned = ({ memory }: SimNode, key: string): boolean =>
  memory.connection.prepare("SELECT 1 FROM partner_keys WHERE key = ? AND state = 'pinned'").get(key) !== undefined;

/** Whether a leaf is in its owner's log, or its witness has heard of it or of a checkpoint that covers its place. */
function isKnown(nodes: readonly SimNode[], key: string): boolean {
  const [, of = "", by = "", epoch = "", place = ""] = /^([^>]+)>([^/]+)\/(\d+)\/(\d+)$/.exec(key) ?? [];
  const [owner, witness] = [of, by].map((name) => nodes.find((each) => each.name === name));
  if (owner === undefined || witness === undefined) return false;
  const own = logSize(owner, { of: witness, side: "ours", epoch: Number(epoch) });
  const seen = witness.honest ? logSize(witness, { of: owner, side: "theirs", epoch: Number(epoch) }) : 0;
  return Number(place) < Math.max(own, seen);
}

function logSize(
  { memory, peers }: SimNode,
  { of, side, epoch }: { readonly of: SimNode; readonly side: "ours" | "theirs"; readonly epoch: number },
): number {
  const log = memory.connection
    .prepare<unknown[], { size: number; claimed_size: number }>(
      "SELECT size, claimed_size FROM logs WHERE side = ? AND peer_id = ? AND epoch = ?",
    )
    .get(side, peers[of.index], epoch);
  if (log === undefined) return 0;
  return side === "ours" ? log.size : Math.max(log.size, log.claimed_size);
}

type Eyes = ReturnType<typeof openEyes>;

function openEyes({ memory: { connection } }: SimNode) {
  const columns = "rowid, entry, hash, document, maker, provider, receiver, peer_id";
  const entries = connection.prepare<[number], EntryRow>(
    `SELECT ${columns} FROM entries WHERE rowid > ? ORDER BY rowid`,
  );
  const agreed = connection.prepare<[], EntryRow>(
    `SELECT ${columns} FROM entries WHERE state = 'agreed' ORDER BY rowid`,
  );
  const agreedCount = connection.prepare<[], number>("SELECT count(*) FROM entries WHERE state = 'agreed'").pluck();
  const leaves = connection.prepare<[number], LeafRow>(
    `SELECT leaves.rowid AS rowid, log_id, peer_id, epoch, place, leaf FROM leaves JOIN logs ON logs.id = log_id
     WHERE side = 'ours' AND leaves.rowid > ? ORDER BY leaves.rowid`,
  );
  const keys = connection.prepare<[], { id: string; public_jwk: string }>(
    `SELECT id, public_jwk FROM "keys" WHERE "use" = 'ledger'`,
  );
  return {
    seen: { entry: 0, leaf: 0, agreed: new Set<string>(), signed: new Set<string>(), restored: false },
    newEntries: (from: number) => entries.all(from),
    agreedNow: () => agreed.all(),
    agreedCount: () => agreedCount.get() ?? 0,
    newLeaves: (from: number) => leaves.all(from),
    ledgerKeys: (): readonly (readonly [string, KeyObject])[] =>
      keys
        .all()
        .map(({ id, public_jwk: jwk }) => [id, createPublicKey({ key: JSON.parse(jwk) as JsonWebKey, format: "jwk" })]),
  };
}

interface Sees {
  readonly made: Map<string, { readonly hash: string; readonly document: string }>;
  readonly agreed: Map<string, Agreed>;
  readonly leaves: Map<string, string>;
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly looked: { entries: number; leaves: number; agreed: number };
  readonly isHonest: (coop: string) => boolean;
}

/** What an honest maker says is in its books as it made it, and nobody else can make it. */
function lookAtEntries({ made, looked, isHonest }: Sees, node: SimNode, { seen, newEntries }: Eyes): readonly string[] {
  const wrong: string[] = [];
  for (const { rowid, entry, hash, maker, document } of newEntries(seen.entry)) {
    seen.entry = rowid;
    looked.entries += 1;
    const known = made.get(entry);
    if (maker === node.coop && node.honest && known === undefined) made.set(entry, { hash, document });
    if (!node.honest || !isHonest(maker)) continue;
    const first = made.get(entry);
    if (first === undefined) wrong.push(`${node.name} holds ${entry}, which its maker never made`);
    else if (first.hash !== hash) wrong.push(`${node.name} holds ${entry} with content that its maker never signed`);
  }
  return wrong;
}

function lookAtLeaves({ leaves, looked }: Sees, node: SimNode, { seen, newLeaves }: Eyes): readonly string[] {
  const wrong: string[] = [];
  for (const { rowid, log_id: logId, peer_id: peerId, epoch, place, leaf } of newLeaves(seen.leaf)) {
    seen.leaf = rowid;
    looked.leaves += 1;
    if (!node.honest) continue;
    const key = `${node.name}>${nameOf(node, peerId)}/${epoch}/${place}`;
    const known = leaves.get(key);
    if (known === undefined) leaves.set(key, leaf);
    else if (known !== leaf) wrong.push(`${node.name} signed two leaves in one place: ${key}`);
    const { about, kind } = JSON.parse(leaf) as { readonly about: string; readonly kind: string };
    const once = `${logId} ${kind} ${about}`;
    // Who was restored may sign again what it had decided before: another signature under the same is no lie.
    if (seen.signed.has(once) && !seen.restored) wrong.push(`${node.name} signed twice: ${kind} ${about}`);
    seen.signed.add(once);
  }
  return wrong;
}

const nameOf = (node: SimNode, peerId: string): string =>
  "abcdefghijklmnopqrstuvwxyz"[node.peers.indexOf(peerId)] ?? "?";

/** Both proofs hold by keys that are really theirs, and what is agreed stays agreed. */
function lookAtAgreed(sees: Sees, node: SimNode, eyes: Eyes): readonly string[] {
  const { seen } = eyes;
  if (!node.honest || eyes.agreedCount() === seen.agreed.size) return [];
  const now = eyes.agreedNow();
  const fresh = now.filter(({ entry }) => !seen.agreed.has(entry));
  const held = new Set(now.map(({ entry }) => entry));
  const undone = [...seen.agreed].filter((entry) => !held.has(entry));
  seen.agreed = held;
  return [
    ...fresh.flatMap((row) => lookAtSignatures(sees, node, row)),
    ...undone.map((entry) => `${node.name} calls ${entry} no longer agreed`),
  ];
}

function lookAtSignatures({ agreed, looked, keys }: Sees, node: SimNode, row: EntryRow): readonly string[] {
  looked.agreed += 1;
  const { hash, methods } = signersOf(row.document, keys);
  const signers = new Set(methods.map((method) => method.replace(/#.*$/, "")));
  const known = agreed.get(row.entry);
  if (known === undefined) agreed.set(row.entry, { entry: row.entry, hash: row.hash, nodes: new Set([node]) });
  else known.nodes.add(node);
  const isSigned = signers.has(row.provider) && signers.has(row.receiver) && hash === row.hash;
  return [
    ...(isSigned ? [] : [`${node.name} calls ${row.entry} agreed, which both have not signed`]),
    ...(known === undefined || known.hash === row.hash ? [] : [`${row.entry} is agreed with two contents`]),
  ];
}
