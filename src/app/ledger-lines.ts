import { z } from "zod";

/**
 * A ledger in a file (`docs/federation/ledger.md`, Files): JSON Lines. The first is a header with the keys, the last one counts the
 * others, so that a file that was cut off is known as such. Signed documents stand in it to the letter.
 */
const iri = z.string().min(1).max(2_000);
const address = z.url({ protocol: /^https?$/ }).max(2_000);
const document = z.string().min(2).max(1_000_000);
const instant = z.iso.datetime({ offset: false });
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.string().max(20_000);
const texts = z.record(z.string().max(100), z.string().max(20_000));
const count = z.int().min(0);
const reason = z.enum(["reference", "quantity", "duplicate", "unknown-agreement", "other"]);

/** A ledger key with what is known of it. */
export const fileKey = z.object({
  verificationMethod: iri,
  controller: iri,
  publicKeyMultibase: z.string().max(200),
  /** Of a partner's key: whether we trust it. */
  state: z.enum(["pinned", "waiting"]).exactOptional(),
  firstSeenAt: instant.exactOptional(),
  revokedAt: instant.exactOptional(),
  compromisedAt: instant.exactOptional(),
  revocationSeenAt: instant.exactOptional(),
  announcement: document.exactOptional(),
});
export type FileKey = z.output<typeof fileKey>;

const header = z.object({
  type: z.literal("fedicoop-ledger"),
  /** Version 1 has entries only, without a type, and no last line. */
  version: z.union([z.literal(1), z.literal(2)]),
  coop: address,
  exportedAt: instant,
  /** Set when the file holds a part of the books only: these days, this partner. */
  part: z.object({ peer: iri.exactOptional(), from: day.exactOptional(), until: day.exactOptional() }).exactOptional(),
  keys: z.array(fileKey).max(20_000),
});
export type LedgerHeader = z.output<typeof header>;

const standing = z.object({
  ourFollow: iri.nullable(),
  theirFollows: z.array(iri).max(1_000),
  theirPastFollows: z.array(iri).max(1_000),
  mark: z.enum(["open", "limited", "blocked"]),
});

export const peerLine = z.object({
  type: z.literal("peer"),
  coop: address,
  origin: address,
  node: address,
  nodeInbox: address,
  coopInbox: address,
  handle: z.string().max(200),
  name: texts,
  summary: texts,
  fairUse: texts,
  fairUseVersion: count,
  region: z.string().max(1_000),
  languages: z.array(z.string().max(100)).max(1_000),
  listed: z.boolean(),
  state: z.enum(["requested", "received", "partner", "limited", "blocked", "ended"]),
  standing,
});
export type PeerLine = z.output<typeof peerLine>;

const entryLine = z.object({
  type: z.literal("entry"),
  peer: iri,
  state: z.enum(["in-transit", "agreed", "disputed"]),
  document,
  /** Opens the salted references of the document. */
  salt: z.string().max(200).exactOptional(),
  refusal: z.object({ reason, note: words, by: iri.exactOptional() }).exactOptional(),
  /** Words beside what was signed. */
  note: words.exactOptional(),
  person: words.exactOptional(),
  /** When they were erased. */
  forgottenAt: instant.exactOptional(),
  answerBy: instant.exactOptional(),
  differUntil: instant.exactOptional(),
  /** The statement that counts it. */
  statement: iri.exactOptional(),
});
export type EntryLine = z.output<typeof entryLine>;

const wordLine = z.object({
  type: z.literal("word"),
  peer: iri,
  entry: iri,
  word: iri,
  by: iri,
  kind: z.enum(["refusal", "note", "differ", "withdrawn"]),
  reason: reason.exactOptional(),
  until: instant.exactOptional(),
  note: words.exactOptional(),
  salt: z.string().max(200).exactOptional(),
  document,
  saidAt: instant,
});
export type WordLine = z.output<typeof wordLine>;

const total = z.object({
  unit: z.string().max(50),
  account: z.enum(["pair", "commons", "commons-use"]),
  opening: z.int(),
  given: count,
  received: count,
  closing: z.int(),
  inTransit: z.int(),
  disputed: z.int(),
});

const statementLine = z.object({
  type: z.literal("statement"),
  peer: iri,
  statement: iri,
  maker: iri,
  from: day,
  until: day,
  state: z.enum(["proposed", "agreed", "refused", "superseded"]),
  document,
  totals: z.array(total).max(10_000),
  count,
  digest: hash,
  refusal: z.enum(["differs", "period", "totals", "not-ready", "other"]).exactOptional(),
  note: words.exactOptional(),
  createdAt: instant,
  agreedAt: instant.exactOptional(),
});
export type StatementLine = z.output<typeof statementLine>;

const side = z.enum(["ours", "theirs"]);
const epochNumber = z.int().min(1).max(1_000_000_000);

const logLine = z.object({
  type: z.literal("log"),
  peer: iri,
  side,
  epoch: epochNumber,
  size: count,
  /** The newest one that its owner signed, and for how many leaves. */
  checkpoint: z.string().max(5_000).exactOptional(),
  checkpointSize: count,
  state: z.enum(["open", "behind", "forked", "closed"]),
  epochDocument: document.exactOptional(),
});
export type LogLine = z.output<typeof logLine>;

/** The leaves of a log follow its line, in order. */
const leafLine = z.object({ type: z.literal("leaf"), place: count, leaf: z.string().max(5_000) });
export type LeafLine = z.output<typeof leafLine>;

const epochLine = z.object({
  type: z.literal("epoch"),
  peer: iri,
  side,
  epoch: epochNumber,
  epochIri: iri,
  state: z.enum(["proposed", "agreed"]),
  document,
  createdAt: instant,
  agreedAt: instant.exactOptional(),
});
export type EpochLine = z.output<typeof epochLine>;

const evidenceLine = z.object({
  type: z.literal("evidence"),
  peer: iri,
  entry: z.string().max(2_000),
  hash: z.string().max(200),
  document,
  reason: z.string().max(200),
  createdAt: instant,
});
export type EvidenceLine = z.output<typeof evidenceLine>;

const endLine = z.object({ type: z.literal("end"), lines: count });

const anyLine = z.discriminatedUnion("type", [
  peerLine,
  entryLine,
  wordLine,
  statementLine,
  logLine,
  leafLine,
  epochLine,
  evidenceLine,
  endLine,
]);
export type LedgerLine = z.output<typeof anyLine>;

/** The file is not what it should be; the message says where and why, in a sentence for the operator. */
export class LedgerFileError extends Error {
  override name = "LedgerFileError";
}

/** Reads the first line of a file of any kind; undefined when it is no JSON object with a type. */
export function readFirstLine(text: string): { readonly type: string } | undefined {
  const read = z.object({ type: z.string() }).safeParse(parse(text));
  return read.success ? read.data : undefined;
}

/** @throws {LedgerFileError} when it is not the first line of a ledger. */
export function readHeader(text: string): LedgerHeader {
  const read = header.safeParse(parse(text));
  if (read.success) return read.data;
  throw new LedgerFileError(`The first line is not the header of a ledger${wrong(read.error)}`);
}

/** @throws {LedgerFileError} when line `number`, counted from 1, is none of a ledger. */
export function readLine(text: string, number: number): LedgerLine {
  const value = parse(text);
  const isFirstVersion = typeof value === "object" && value !== null && !("type" in value);
  const read = anyLine.safeParse(isFirstVersion ? { ...value, type: "entry" } : value);
  if (read.success) return read.data;
  throw new LedgerFileError(`Line ${number} is not one of a ledger${wrong(read.error)}`);
}

function wrong({ issues: [issue] }: z.ZodError): string {
  const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  return issue === undefined ? "." : `: ${where}${issue.message}.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
