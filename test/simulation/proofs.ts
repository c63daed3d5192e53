import { createHash, verify, type KeyObject } from "node:crypto";
import { decodeMultibase } from "@fedify/vocab-runtime";
import canonicalize from "canonicalize";

/** `eddsa-jcs-2022` and RFC 6962 once more, so that a mistake in the node's own is not believed by what checks it. */
interface Proof {
  readonly verificationMethod: string;
  readonly proofValue: string;
}

const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();
const canonical = (value: unknown): string => canonicalize(value) ?? "";

export interface Signed {
  /** SHA-256(JCS(document without `proof`)), hexadecimal. */
  readonly hash: string;
  /** The verification methods whose proofs hold, sorted. */
  readonly methods: readonly string[];
}

/** Who really signed a document. */
export function signersOf(document: string, keys: ReadonlyMap<string, KeyObject>): Signed {
  const { proof, ...content } = JSON.parse(document) as { readonly proof?: Proof | readonly Proof[] };
  const hash = sha256(canonical(content));
  const holds = (one: Proof): boolean => {
    const { proofValue, ...options } = one;
    const key = keys.get(one.verificationMethod);
    const bytes = Buffer.concat([sha256(canonical(options)), hash]);
    return key !== undefined && verify(null, bytes, key, decodeMultibase(proofValue));
  };
  const methods = [proof ?? []]
    .flat()
    .filter(holds)
    .map(({ verificationMethod }) => verificationMethod);
  return { hash: hash.toString("hex"), methods: [...new Set(methods)].toSorted() };
}

/** The Merkle tree hash of leaves (RFC 6962, 2.1), by its definition. */
export function merkleRoot(leaves: readonly string[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256("");
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.of(0), Buffer.from(first, "utf8")]));
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(Buffer.concat([Buffer.of(1), merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split))]));
}

export interface MarkedEntry {
  readonly entry: string;
  readonly hash: string;
  readonly state: string;
}

/** The digest of a pair's books (`docs/federation/ledger.md`), by its definition. */
export function digestOfBooks(entries: readonly MarkedEntry[]): string {
  const states: Readonly<Record<string, number>> = { "in-transit": 1, agreed: 2, disputed: 3 };
  const days = Map.groupBy(entries, ({ entry }) => {
    const id = entry.slice(entry.lastIndexOf("/") + 1).replaceAll("-", "");
    return new Date(Number.parseInt(id.slice(0, 12), 16)).toISOString().slice(0, 10);
  });
  const parts = [...days.keys()].toSorted().map((day) => {
    const sorted = (days.get(day) ?? []).toSorted((one, other) =>
      Buffer.compare(Buffer.from(one.entry), Buffer.from(other.entry)),
    );
    const bytes = sorted.map(({ entry, hash, state }) =>
      Buffer.concat([Buffer.from(entry), Buffer.of(0), Buffer.from(hash, "hex"), Buffer.of(states[state] ?? 0)]),
    );
    return Buffer.concat([Buffer.from(day), Buffer.of(0), sha256(Buffer.concat(bytes))]);
  });
  return sha256(Buffer.concat(parts)).toString("hex");
}

/** What a signed note (C2SP) says about a log, and whose signature on it holds; undefined when none does. */
export function openCheckpoint(note: string, keys: ReadonlyMap<string, KeyObject>) {
  const [, text = "", origin = "", size = "", root = "", name = "", encoded = ""] =
    /^((.+)\n(\d+)\n(.+)\n)\n\u2014 (\S+) (\S+)\n$/.exec(note) ?? [];
  const key = keys.get(name);
  const signature = Buffer.from(encoded, "base64").subarray(4);
  if (key === undefined || !verify(null, Buffer.from(text), key, signature)) return undefined;
  return { key: name, by: name.replace(/#.*$/, ""), origin, size: Number(size), root };
}
