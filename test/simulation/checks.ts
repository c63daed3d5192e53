import { balances } from "#src/app/ledger.ts";
import { booksOf } from "#src/app/books.ts";
import type { SimNode } from "./node.ts";
import { digestOfBooks, merkleRoot, type MarkedEntry } from "./proofs.ts";
import { checkStatements } from "./statement-checks.ts";
import type { World } from "./world.ts";

/** What is looked at when the network is whole again and nobody has anything more to say. Answers what is wrong, in words. */
export async function checkEnd(world: World): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const node of world.nodes.filter(({ honest }) => honest)) {
    for (const other of world.nodes.filter((each) => each !== node)) {
      wrong.push(...(await checkKept(node, other)), ...checkLogs(node, other), ...checkCharges(world, node));
      if (other.honest && node.index < other.index) wrong.push(...(await checkPair(world, node, other)));
      if (!other.honest) wrong.push(...checkLiar(world, node, other));
    }
  }
  for (const { entry, nodes } of world.oracle.agreed.values())
    if (nodes.size === 0) wrong.push(`nobody has ${entry} any more, which both had signed`);
  return [...new Set(wrong)];
}

const peerOf = (node: SimNode, other: SimNode): string => node.peers[other.index] ?? "";

interface EntryRow extends MarkedEntry {
  readonly provider: string;
  readonly unit: string;
  readonly quantity: number;
  readonly commons: string | null;
  readonly withdrawn_at_ms: number | null;
}

const entriesOf = (node: SimNode, other: SimNode): readonly EntryRow[] =>
  node.memory.connection
    .prepare<unknown[], EntryRow>("SELECT * FROM entries WHERE peer_id = ?")
    .all(peerOf(node, other));

/** What is kept beside the entries is what they come to. */
async function checkKept(node: SimNode, other: SimNode): Promise<readonly string[]> {
  const entries = entriesOf(node, other);
  const name = `${node.name}'s kept`;
  const { digest, count } = await booksOf(node.app.database, peerOf(node, other));
  const isDigest = count === entries.length && digest === digestOfBooks(entries);
  const kept = await balances(node.app, peerOf(node, other));
  const wrong = kept.filter(
    ({ unit, balance, inTransit, disputed }) =>
      balance !== sumOf(entries, node, unit) ||
      inTransit !== volumeOf(entries, unit, "in-transit") ||
      disputed !== volumeOf(entries, unit, "disputed"),
  );
  const missing = [...new Set(entries.map(({ unit }) => unit))].filter(
    (unit) => sumOf(entries, node, unit) !== 0 && kept.every((each) => each.unit !== unit),
  );
  return [
    ...(isDigest ? [] : [`${name} digest with ${other.name} is not that of its entries`]),
    ...wrong.map(({ unit }) => `${name} sums of ${unit} with ${other.name} are not those of its entries`),
    ...missing.map((unit) => `${name} sums with ${other.name} lack ${unit}`),
  ];
}

/** Both directions added up, without what its maker took back. */
function volumeOf(entries: readonly EntryRow[], unit: string, state: string): number {
  const counted = entries.filter(
    (entry) => entry.state === state && entry.unit === unit && entry.commons === null && entry.withdrawn_at_ms === null,
  );
  return counted.reduce((sum, { quantity }) => sum + quantity, 0);
}

function sumOf(entries: readonly EntryRow[], node: SimNode, unit: string): number {
  const counted = entries.filter((entry) => entry.state === "agreed" && entry.unit === unit && entry.commons === null);
  return counted.reduce((sum, { provider, quantity }) => sum + (provider === node.coop ? quantity : -quantity), 0);
}

interface LogRow {
  readonly id: string;
  readonly side: string;
  readonly origin: string;
  readonly epoch: number;
  readonly size: number;
  readonly frontier: string;
  readonly state: string;
  readonly checkpoint: string | null;
  readonly checkpoint_size: number;
}

const logsOf = (node: SimNode, other: SimNode): readonly LogRow[] =>
  node.memory.connection
    .prepare<unknown[], LogRow>("SELECT * FROM logs WHERE peer_id = ? ORDER BY epoch")
    .all(peerOf(node, other));

const leavesOf = (node: SimNode, { id, size }: LogRow): readonly string[] =>
  node.memory.connection
    .prepare<unknown[], { leaf: string }>("SELECT leaf FROM leaves WHERE log_id = ? AND place < ? ORDER BY place")
    .all(id, size)
    .map(({ leaf }) => leaf);

/** Each log's newest checkpoint has the root of its leaves. */
function checkLogs(node: SimNode, other: SimNode): readonly string[] {
  return logsOf(node, other).flatMap((log) => {
    const leaves = leavesOf(node, log);
    if (leaves.length !== log.size) return [`${node.name} lacks leaves of ${log.side} log with ${other.name}`];
    if (log.checkpoint === null) return [];
    const root = merkleRoot(leaves.slice(0, log.checkpoint_size)).toString("base64");
    const [, size, signed] = log.checkpoint.split("\n");
    return signed === root && size === String(log.checkpoint_size)
      ? []
      : [`${node.name}'s checkpoint of ${log.side} log with ${other.name} is not that of its leaves`];
  });
}

/** By themselves nodes agree to no more than was agreed on. */
function checkCharges({ oracle }: World, node: SimNode): readonly string[] {
  const rows = node.memory.connection
    .prepare<
      unknown[],
      {
        agreement: string;
        entry: string;
        provider: string;
        quantity: number;
        seats: number;
        minutes: number;
        receives: string;
      }
    >(
      `SELECT a.agreement, e.entry, e.provider, e.quantity, a.seats, (a.ends_at_ms - a.starts_at_ms) / 60000 AS minutes, a.receiver AS receives
       FROM entries e JOIN agreements a ON a.agreement = e.agreement WHERE e.state = 'agreed' AND e.unit = 'seat-minute' AND a.role = 'receiver'`,
    )
    .all();
  return [...Map.groupBy(rows, ({ agreement }) => agreement)].flatMap(([agreement, entries]) => {
    const [first] = entries;
    if (first === undefined || entries.some(({ entry }) => oracle.isApproved(entry))) return [];
    const sum = entries.reduce(
      (total, { provider, receives, quantity }) => total + (provider === receives ? -quantity : quantity),
      0,
    );
    return sum <= first.seats * first.minutes ? [] : [`${node.name} agreed by itself to ${sum} for ${agreement}`];
  });
}

/** Both sides of a pair of honest coops say the same. */
async function checkPair({ oracle }: World, one: SimNode, other: SimNode): Promise<readonly string[]> {
  const wrong: string[] = [];
  const name = `${one.name} and ${other.name}`;
  const here = await booksOf(one.app.database, peerOf(one, other));
  const there = await booksOf(other.app.database, peerOf(other, one));
  if (here.digest !== there.digest) wrong.push(`the books of ${name} differ: ${differencesOf(one, other).join(", ")}`);
  const theirs = await balances(other.app, peerOf(other, one));
  for (const { unit, balance } of await balances(one.app, peerOf(one, other))) {
    const counter = theirs.find((each) => each.unit === unit)?.balance ?? 0;
    if (balance + counter !== 0) wrong.push(`the balances of ${name} in ${unit} do not cancel out`);
  }
  const known = new Set([...entriesOf(one, other), ...entriesOf(other, one)].map(({ entry }) => entry));
  for (const { entry, nodes } of oracle.agreed.values())
    if (known.has(entry) && !(nodes.has(one) && nodes.has(other)))
      wrong.push(`${entry} is agreed on one side of ${name} only`);
  wrong.push(...checkStatements(one, other));
  return [...wrong, ...checkCopies(one, other), ...checkCopies(other, one), ...checkWords(one, other)];
}

function differencesOf(one: SimNode, other: SimNode): readonly string[] {
  const [here, there] = [entriesOf(one, other), entriesOf(other, one)].map(
    (entries) => new Map(entries.map(({ entry, hash, state }) => [entry, `${hash.slice(0, 6)} ${state}`])),
  );
  return [...new Set([...(here?.keys() ?? []), ...(there?.keys() ?? [])])]
    .filter((entry) => here?.get(entry) !== there?.get(entry))
    .map((entry) => `${entry} (${here?.get(entry) ?? "nothing"} here, ${there?.get(entry) ?? "nothing"} there)`);
}

/** The witness holds the whole log to the letter, and nobody is taken for a liar. */
function checkCopies(owner: SimNode, witness: SimNode): readonly string[] {
  const own = logsOf(owner, witness).filter(({ side }) => side === "ours");
  const copies = logsOf(witness, owner).filter(({ side }) => side === "theirs");
  const name = `${owner.name}'s log for ${witness.name}`;
  const wrong: string[] = [];
  for (const log of own) {
    if (log.state !== "open" && log.state !== "closed") wrong.push(`${name} is ${log.state}`);
    if (log.state !== "open") continue;
    const copy = copies.find(({ epoch }) => epoch === log.epoch);
    if (copy?.state === "forked") wrong.push(`${witness.name} takes ${owner.name} for a liar`);
    const [leaves, held] = [leavesOf(owner, log), copy === undefined ? [] : leavesOf(witness, copy)];
    if (held.length !== leaves.length || held.some((leaf, place) => leaf !== leaves[place]))
      wrong.push(`${witness.name} holds ${held.length} of the ${leaves.length} leaves of ${name}`);
  }
  return wrong;
}

interface WordRow {
  readonly word: string;
  readonly kind: string;
}

/** Both see the same conversation about each dispute. */
function checkWords(one: SimNode, other: SimNode): readonly string[] {
  const wordsOf = (node: SimNode, of: SimNode): ReadonlySet<string> =>
    new Set(
      node.memory.connection
        .prepare<unknown[], WordRow>(
          "SELECT word, kind FROM dispute_words WHERE peer_id = ? AND document LIKE '%proof%'",
        )
        .all(peerOf(node, of))
        .map(({ word, kind }) => `${word} (${kind})`),
    );
  const differ = [...wordsOf(one, other).symmetricDifference(wordsOf(other, one))];
  return differ.length === 0 ? [] : [`${one.name} and ${other.name} see other words: ${differ.join(", ")}`];
}

/** A liar that showed a checkpoint which contradicts the log that a node holds of it was found out, with evidence. */
function checkLiar({ oracle }: World, node: SimNode, liar: SimNode): readonly string[] {
  const { connection } = node.memory;
  const evidence = connection
    .prepare("SELECT 1 FROM evidence WHERE peer_id = ? AND reason = 'equivocation'")
    .get(peerOf(node, liar));
  return logsOf(node, liar)
    .filter(({ side }) => side === "theirs")
    .flatMap((log) => {
      const leaves = leavesOf(node, log);
      const told = oracle
        .told(node, liar)
        .filter(({ origin, size }) => origin === log.origin && size <= log.checkpoint_size);
      const isLie = told.some(({ size, root }) => merkleRoot(leaves.slice(0, size)).toString("base64") !== root);
      if (isLie && log.state !== "forked")
        return [`${node.name} did not find out that ${liar.name} showed it two logs`];
      return (isLie || log.state === "forked") && evidence === undefined
        ? [`${node.name} knows that ${liar.name} showed it two logs and keeps no evidence`]
        : [];
    });
}
