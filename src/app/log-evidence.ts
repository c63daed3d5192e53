import { createHash } from "node:crypto";
import { z } from "zod";
import { readCheckpoint, type Checkpoint } from "#src/domain/checkpoint.ts";
import { rootsOfConsistency } from "#src/domain/merkle.ts";
import { saveEvidence } from "#src/store/evidence.ts";
import { updateLog, type Log } from "#src/store/logs.ts";
import type { Peer } from "#src/store/peers.ts";
import { sha256 } from "./books.ts";
import type { Context, Work } from "./context.ts";
import { listPairKeys } from "./ledger-keys.ts";
import { fromBase64, toBase64 } from "./log.ts";
import type { VerificationKey } from "./seals.ts";

/** Under what equivocations are kept as evidence. */
export const equivocationReason = "equivocation";

const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const shape = z.object({
  type: z.literal("fedicoop-equivocation"),
  version: z.literal(1),
  /** The IRI of the coop whose log it is. */
  coop: z.string().max(2_000),
  keys: z
    .array(z.object({ verificationMethod: z.string(), controller: z.string(), publicKeyMultibase: z.string() }))
    .max(50),
  first: z.string().max(4_000),
  second: z.string().max(4_000),
  /** What the leaves under `first` really hash to in the log of `second`, and the proof of it. */
  firstRoot: hash,
  proof: z.array(hash).max(64),
});

/**
 * Two checkpoints that one coop has signed and that cannot both be true: of one size with two roots, or of two sizes where the larger
 * log does not begin with the smaller. Whoever knows the coop's keys can check it, with nothing from us.
 */
export type Equivocation = z.output<typeof shape>;

export type EvidenceVerdict =
  | {
      readonly verdict: "proved";
      readonly origin: string;
      readonly coop: string;
      readonly sizes: readonly [number, number];
    }
  | { readonly verdict: "not-proved"; readonly because: string };

/** Reads evidence from JSON; undefined when it is none. */
export function readEquivocation(json: unknown): Equivocation | undefined {
  const read = shape.safeParse(json);
  return read.success ? read.data : undefined;
}

/** Checks evidence with the given keys of the coop: those that the checker knows, or those of the evidence itself. */
export function verifyEvidence(
  { seals }: Pick<Context, "seals">,
  { coop, first, second, firstRoot, proof }: Equivocation,
  keys: readonly VerificationKey[],
): EvidenceVerdict {
  const [one, two] = [first, second].map((note) => signedCheckpointOf({ seals }, { note, coop, keys }));
  if (one === undefined || two === undefined)
    return notProved("a checkpoint is not signed by the cooperative with a key that is known");
  const because = mismatchOf(coop, one, two);
  if (because !== undefined) return notProved(because);
  const proved = { verdict: "proved", origin: one.origin, coop, sizes: [one.size, two.size] } as const;
  if (one.size === two.size) return one.root === two.root ? notProved("both checkpoints say the same") : proved;
  const about = { first: one.size, size: two.size, firstRoot: fromBase64(firstRoot) };
  const roots = rootsOfConsistency(about, proof.map(fromBase64), sha256);
  if (roots === undefined || toBase64(roots.second) !== two.root)
    return notProved("the proof does not lead to the second checkpoint");
  return toBase64(roots.first) === one.root ? notProved("the second checkpoint extends the first") : proved;
}

/** Why two checkpoints say nothing about each other; undefined when they do. */
function mismatchOf(coop: string, one: Checkpoint, two: Checkpoint): string | undefined {
  if (one.origin !== two.origin) return "the checkpoints are of two logs";
  if (!URL.canParse(coop) || one.origin.split("/")[0] !== new URL(coop).host)
    return "the log is not the cooperative's own";
  return one.size > two.size ? "the first checkpoint is larger than the second" : undefined;
}

const notProved = (because: string): EvidenceVerdict => ({ verdict: "not-proved", because });

/** The checkpoint under a note, when the coop has signed it. */
export function signedCheckpointOf(
  { seals }: Pick<Context, "seals">,
  { note, coop, keys }: { readonly note: string; readonly coop: string; readonly keys: readonly VerificationKey[] },
): Checkpoint | undefined {
  const opened = seals.openNote(note, keys);
  return opened?.signers.includes(coop) === true ? readCheckpoint(opened.text) : undefined;
}

/** Keeps what proves that a partner showed two logs, and marks its log. The same proof twice is one. */
export async function keepEquivocation(
  work: Work,
  {
    peer,
    log,
    ...found
  }: Pick<Equivocation, "first" | "second" | "firstRoot" | "proof"> & {
    readonly peer: Peer;
    readonly log: Log;
  },
): Promise<void> {
  const keys = (await listPairKeys(work, work.session, peer.coop)).filter(({ controller }) => controller === peer.coop);
  const evidence: Equivocation = { type: "fedicoop-equivocation", version: 1, coop: peer.coop, keys, ...found };
  const document = JSON.stringify(evidence);
  await saveEvidence(work.session, {
    id: work.newId(),
    peerId: peer.id,
    entry: log.origin,
    hash: createHash("sha256").update(found.first).update(found.second).digest("hex"),
    document,
    reason: equivocationReason,
    createdAtMs: work.nowMs(),
  });
  await updateLog(work.session, log.id, { state: "forked", updatedAtMs: work.nowMs() });
}
