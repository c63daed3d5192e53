import { z } from "zod";
import { dayDigest } from "#src/domain/digest.ts";
import { actorIri, coopActorId } from "#src/domain/iri.ts";
import { listEntries, listEntryDays, listEntryMarks, type EntryRow } from "#src/store/entries.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import { sha256 } from "./books.ts";
import { transact, type Context } from "./context.ts";
import { readEntryDocument } from "./entry-document.ts";
import { columnsOf, takeIn, type Intake } from "./entry-intake.ts";
import { considerEntry, findBookkeeper } from "./entry-messages.ts";
import { listPairKeys } from "./ledger-keys.ts";
import type { VerificationKey } from "./seals.ts";

/**
 * A ledger in a file, one JSON document a line: a header with the keys, then each entry as it was signed. It can be checked without
 * this node, and read in by any node that is a side of the entries.
 */
const header = z.object({
  type: z.literal("fedicoop-ledger"),
  version: z.literal(1),
  coop: z.string(),
  exportedAt: z.string(),
  keys: z.array(z.object({ verificationMethod: z.string(), controller: z.string(), publicKeyMultibase: z.string() })),
});
const states = ["in-transit", "agreed", "disputed"] as const;
const reasons = ["reference", "quantity", "duplicate", "unknown-agreement", "other"] as const;
const refusal = z.object({ reason: z.enum(reasons), note: z.string() });
const line = z.object({
  peer: z.string(),
  state: z.enum(states),
  document: z.string(),
  salt: z.string().exactOptional(),
  refusal: refusal.exactOptional(),
});

export type LedgerHeader = z.output<typeof header>;
export type LedgerLine = z.output<typeof line>;

const everyPeer = { limit: 100_000 };

/** The whole ledger, or that with one peer, line by line. */
export async function* exportLedger(context: Context, peerId?: string): AsyncGenerator<LedgerHeader | LedgerLine> {
  const peers = (await listPeers(context.database, everyPeer)).filter(
    ({ id }) => peerId === undefined || id === peerId,
  );
  const keys = new Map<string, VerificationKey>();
  for (const peer of peers) {
    for (const key of await listPairKeys(context, context.database, peer.coop)) keys.set(key.verificationMethod, key);
  }
  const exportedAt = new Date(context.nowMs()).toISOString();
  yield { type: "fedicoop-ledger", version: 1, coop: ourCoop(context), exportedAt, keys: [...keys.values()] };
  for (const peer of peers) {
    for await (const row of entriesOf(context, peer)) yield lineOf(peer, row);
  }
}

function lineOf(peer: Peer, { state, document, salt, disputeReason, disputeNote }: EntryRow): LedgerLine {
  const isDisputed = state === "disputed" && disputeReason !== null;
  return {
    peer: peer.coop,
    state,
    document,
    ...(salt === null ? {} : { salt }),
    ...(isDisputed ? { refusal: { reason: disputeReason, note: disputeNote ?? "" } } : {}),
  };
}

const ourCoop = ({ origin }: Pick<Context, "origin">): string => actorIri(origin, coopActorId);

const batch = 500;

/** All entries with a peer, newest first, a batch at a time. */
async function* entriesOf({ database }: Context, { id: peerId }: Peer): AsyncGenerator<EntryRow> {
  let before: string | undefined;
  for (;;) {
    const rows = await listEntries(database, { peerId, limit: batch, ...(before === undefined ? {} : { before }) });
    yield* rows;
    before = rows.at(-1)?.id;
    if (rows.length < batch) return;
  }
}

/** What a check of many entries came to. `entry` is an IRI, a key's id or a day. */
export interface Verification {
  readonly entries: number;
  readonly agreed: number;
  readonly troubles: readonly { readonly about: string; readonly trouble: string }[];
}

type Trouble = Verification["troubles"][number];

/** Checks our own books: every signature and hash, what stands in columns against what was signed, and every kept digest. */
export async function verifyLedger(context: Context): Promise<Verification> {
  const troubles: Trouble[] = [];
  let entries = 0;
  let agreed = 0;
  for (const peer of await listPeers(context.database, everyPeer)) {
    const keys = await listPairKeys(context, context.database, peer.coop);
    const before = entries;
    for await (const row of entriesOf(context, peer)) {
      entries += 1;
      if (row.state === "agreed") agreed += 1;
      const trouble = await troubleOf(context, row, keys);
      if (trouble !== undefined) troubles.push({ about: row.entry, trouble });
    }
    troubles.push(...(await digestTroubles(context, peer, entries - before)));
  }
  return { entries, agreed, troubles };
}

type Claimed = Pick<EntryRow, "state" | "document"> & Partial<EntryRow>;

async function troubleOf(
  context: Context,
  row: Claimed,
  keys: readonly VerificationKey[],
): Promise<string | undefined> {
  const opened = await context.seals.open(row.document, keys);
  if ("refused" in opened) return `it cannot be read: ${opened.refused}`;
  const read = readEntryDocument(opened.content);
  if ("unreadable" in read) return `it cannot be read: ${read.unreadable}`;
  const { maker, provider, receiver } = read.entry;
  if (!opened.signers.includes(maker)) return "its maker's signature does not hold";
  const isSignedByBoth = [provider, receiver].every((side) => opened.signers.includes(side));
  if (row.state === "agreed" && !isSignedByBoth) return "it counts as agreed, but not both signatures hold";
  if (row.hash !== undefined && row.hash !== opened.hash) return "its hash is not that of what was signed";
  const signed: Readonly<Record<string, unknown>> = columnsOf(read.entry);
  const kept: Readonly<Record<string, unknown>> = { ...row };
  const wrong = Object.keys(signed).find((name) => name in kept && (kept[name] ?? null) !== (signed[name] ?? null));
  return wrong === undefined ? undefined : `its ${wrong} in the books is not what was signed`;
}

async function digestTroubles({ database }: Context, { id, coop }: Peer, entries: number): Promise<readonly Trouble[]> {
  const troubles: Trouble[] = [];
  let counted = 0;
  for (const { day, digest, count } of await listEntryDays(database, id)) {
    const marks = await listEntryMarks(database, id, { day });
    counted += marks.length;
    if (marks.length === count && dayDigest(marks, sha256) === digest) continue;
    troubles.push({ about: `${coop} ${day}`, trouble: "the kept digest of this day is not that of its entries" });
  }
  if (counted !== entries) troubles.push({ about: coop, trouble: "a day with entries has no kept digest" });
  return troubles;
}

/** What a file holds, or which line of it is none of a ledger. */
export type LedgerFile =
  | { readonly header: LedgerHeader; readonly lines: readonly LedgerLine[] }
  | { readonly unreadable: string };

/** Reads the text of a file as {@link exportLedger} writes it. */
export function readLedgerFile(text: string): LedgerFile {
  const [first, ...rest] = text.split("\n").filter((each) => each.trim() !== "");
  const head = header.safeParse(parse(first ?? ""));
  if (!head.success) return { unreadable: "The first line is not the header of a ledger." };
  const lines: LedgerLine[] = [];
  for (const [index, each] of rest.entries()) {
    const read = line.safeParse(parse(each));
    if (!read.success) return { unreadable: `Line ${index + 2} is no entry.` };
    lines.push(read.data);
  }
  return { header: head.data, lines };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type ReadFile = Exclude<LedgerFile, { unreadable: string }>;

/** Checks a file: its keys against those that we have pinned, and every entry with ours and the pinned ones only. */
export async function verifyLedgerFile(context: Context, file: ReadFile): Promise<Verification> {
  const troubles: Trouble[] = [];
  const pinned = new Map<string, VerificationKey>();
  for (const coop of new Set(file.lines.map((each) => partnerOf(context, file, each)))) {
    for (const key of await listPairKeys(context, context.database, coop)) pinned.set(key.verificationMethod, key);
  }
  for (const { verificationMethod: about, publicKeyMultibase } of file.header.keys) {
    const known = pinned.get(about);
    if (known === undefined) troubles.push({ about, trouble: "this key is not one that we have verified" });
    else if (known.publicKeyMultibase !== publicKeyMultibase)
      troubles.push({ about, trouble: "this key is not the one that we have verified" });
  }
  for (const each of file.lines) {
    const trouble = await troubleOf(context, each, [...pinned.values()]);
    if (trouble !== undefined) troubles.push({ about: idOf(each), trouble });
  }
  return { entries: file.lines.length, agreed: file.lines.filter(({ state }) => state === "agreed").length, troubles };
}

/** The other side, whichever of the two wrote the file. */
const partnerOf = (context: Context, file: ReadFile, { peer }: LedgerLine): string =>
  peer === ourCoop(context) ? file.header.coop : peer;

function idOf({ document }: LedgerLine): string {
  const content = parse(document);
  return typeof content === "object" && content !== null && "id" in content
    ? String(content.id)
    : "an entry without an id";
}

/** How many entries were new or brought something new, how many we had, and which were not taken, with the reason. */
export interface LedgerImport {
  readonly taken: number;
  readonly known: number;
  readonly troubles: readonly Trouble[];
}

/** Takes the entries of a file into our books as if the partner had sent them: verified, decided, and countersigned where the rule allows. */
export async function importLedger(context: Context, file: ReadFile): Promise<LedgerImport> {
  const troubles: Trouble[] = [];
  let taken = 0;
  let known = 0;
  for (const each of file.lines) {
    const intake = await takeLine(context, partnerOf(context, file, each), each);
    if (intake === undefined) troubles.push({ about: idOf(each), trouble: "we keep no books with this coop" });
    else if (intake.intake !== "taken") troubles.push({ about: idOf(each), trouble: wordOf(intake) });
    else if (intake.changed) taken += 1;
    else known += 1;
  }
  return { taken, known, troubles };
}

function takeLine(
  context: Context,
  coop: string,
  { peer: _peer, state: _state, ...item }: LedgerLine,
): Promise<Intake | undefined> {
  return transact(context, async (work) => {
    const peer = await findBookkeeper(work, coop);
    if (peer === undefined) return undefined;
    const intake = await takeIn(work, { peer, ...item });
    if (intake.intake === "taken" && intake.changed) await considerEntry(work, intake.entry);
    return intake;
  });
}

function wordOf(intake: Exclude<Intake, { intake: "taken" }>): string {
  switch (intake.intake) {
    case "contested":
      return "we hold other content under this id; both are kept";
    case "refused":
      return intake.note;
    case "waiting":
      return "it is signed with a key that a steward has not trusted yet";
    case "unsigned":
      return intake.because;
  }
}
