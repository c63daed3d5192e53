import { coopActorId } from "#src/domain/iri.ts";
import { listKeys, updateKey } from "#src/store/actors.ts";
import { lastSignedAtMs } from "#src/store/logs.ts";
import { listPeers, type Peer } from "#src/store/peers.ts";
import type { Signing } from "#src/store/signings.ts";
import { transact, type Context, type Work } from "./context.ts";
import { findBookkeeper, sayAboutEntry } from "./entry-messages.ts";
import { writeKeyDocument } from "./key-document.ts";
import { makeLedgerKey, openKeys, saveKeys, type ExportedKey, type OpenedKey } from "./keys.ts";
import { ourCoop } from "./ledger-keys.ts";
import { keepForSigning, maySign, sealForPartner } from "./signing.ts";

/** A ledger key of ours, as it is shown. */
export interface OurKey {
  /** `ed25519-FINGERPRINT`, the last part of its IRI. */
  readonly id: string;
  readonly publicKeyMultibase: string;
  readonly createdAtMs: number;
  /** Null: it signs now. */
  readonly revokedAtMs: number | null;
  readonly compromisedAtMs: number | null;
  /** It signs now, and was replaced after the copy from which this node was restored: a new one has to be made. */
  readonly isOvertaken: boolean;
}

/** When a key ended: the one that signs now is the last. */
const endOf = ({ revokedAtMs }: OurKey): number => revokedAtMs ?? Number.MAX_SAFE_INTEGER;

/** All ledger keys of our coop, the newest first. */
export async function listCoopKeys(context: Context): Promise<readonly OurKey[]> {
  const keys = await listKeys(context.database, coopActorId);
  return keys
    .filter(({ use }) => use === "ledger")
    .map(({ id, publicJwk, createdAtMs, revokedAtMs, compromisedAtMs, successor }) => {
      const publicKeyMultibase = context.seals.multikey(publicJwk);
      const isOvertaken = revokedAtMs === null && successor !== null;
      return { id, publicKeyMultibase, createdAtMs, revokedAtMs, compromisedAtMs, isOvertaken };
    })
    .toReversed()
    .toSorted((one, other) => endOf(other) - endOf(one));
}

/**
 * A new ledger key takes the place of the one that signs now. Both sign the document that says so; partners take the new one by it, and
 * what the old one signed until now stays.
 */
export async function rotateKey(context: Context): Promise<OurKey> {
  const fresh = await makeLedgerKey();
  await transact(context, async (work) => {
    await replaceKey(work, await currentKey(work), { fresh });
  });
  return newest(context);
}

export type RevokeOutcome =
  | { readonly outcome: "done"; readonly key: OurKey }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "already" }
  /** The time lies ahead. */
  | { readonly outcome: "ahead" };

/**
 * Somebody else has had a key since `sinceMs`. When it is the one that signs now, a new one takes its place at once; no partner takes
 * that by itself, since whoever has the old key could announce one: their stewards compare it with us first.
 */
export async function revokeKey(
  context: Context,
  { id, sinceMs }: { readonly id: string; readonly sinceMs: number },
): Promise<RevokeOutcome> {
  const fresh = await makeLedgerKey();
  const outcome = await transact(context, async (work) => {
    const old = (await ledgerKeys(work)).find((key) => key.id === id);
    if (old === undefined) return "not-found";
    if (old.compromisedAtMs !== null) return "already";
    if (sinceMs > work.nowMs()) return "ahead";
    if (old.revokedAtMs === null) await replaceKey(work, old, { fresh, compromisedAtMs: sinceMs });
    else await tellCompromise(work, old, { next: await currentKey(work), compromisedAtMs: sinceMs });
    return "done";
  });
  return outcome === "done" ? { outcome, key: await newest(context) } : { outcome };
}

async function newest(context: Context): Promise<OurKey> {
  const key = (await listCoopKeys(context)).find(({ revokedAtMs }) => revokedAtMs === null);
  if (key === undefined) throw new Error("This coop has no ledger key.");
  return key;
}

const ledgerKeys = async (work: Work): Promise<readonly OpenedKey[]> =>
  (await openKeys(work, work.session, coopActorId)).filter(({ use }) => use === "ledger");

async function currentKey(work: Work): Promise<OpenedKey> {
  const key = (await ledgerKeys(work)).findLast(({ revokedAtMs }) => revokedAtMs === null);
  if (key === undefined) throw new Error("This coop has no ledger key.");
  return key;
}

async function replaceKey(
  work: Work,
  old: OpenedKey,
  { fresh, compromisedAtMs }: { readonly fresh: ExportedKey; readonly compromisedAtMs?: number },
): Promise<void> {
  await saveKeys(work, coopActorId, [fresh]);
  const nowMs = work.nowMs();
  const revokedAtMs = compromisedAtMs === undefined ? await endOfUse(work, old, nowMs) : nowMs;
  const end = { revokedAtMs, ...(compromisedAtMs === undefined ? {} : { compromisedAtMs }) };
  await endKey(work, old, { next: fresh, ...end });
}

/**
 * When a key that is only replaced ends: not before the last thing that it signed, also when our clock was ahead then and has been put
 * right. What says that it was made after its key had ended counts nowhere (`federation/proof.ts`).
 */
const endOfUse = async ({ session }: Work, { createdAtMs }: OpenedKey, nowMs: number): Promise<number> =>
  Math.max(nowMs, createdAtMs, (await lastSignedAtMs(session)) ?? 0);

const tellCompromise = (
  work: Work,
  old: OpenedKey,
  { next, compromisedAtMs }: { readonly next: OpenedKey; readonly compromisedAtMs: number },
): Promise<void> => endKey(work, old, { next, revokedAtMs: old.revokedAtMs ?? work.nowMs(), compromisedAtMs });

interface Ending {
  readonly next: ExportedKey;
  readonly revokedAtMs: number;
  readonly compromisedAtMs?: number;
}

/** Writes the end of a key with the document that both sign, and tells everyone whom we keep books with. */
async function endKey(work: Work, old: OpenedKey, { next, ...end }: Ending): Promise<void> {
  const coop = ourCoop(work);
  const unsigned = writeKeyDocument({
    key: `${coop}#${next.id}`,
    coop,
    publicKeyMultibase: work.seals.multikey(next.publicJwk),
    replaces: `${coop}#${old.id}`,
    ...end,
    publishedAtMs: work.nowMs(),
  });
  let document = unsigned;
  for (const { id, privateJwk } of [old, next]) {
    const key = { verificationMethod: `${coop}#${id}`, privateJwk, createdAtMs: work.nowMs() };
    document = await work.seals.seal(document, key);
  }
  await updateKey(work.session, { actorId: coopActorId, id: old.id }, { ...end, successor: document });
  for (const peer of await listPeers(work.session, { limit: Number.MAX_SAFE_INTEGER })) {
    if ((await findBookkeeper(work, peer.coop)) !== undefined) await tell(work, peer, { id: old.id, document });
  }
}

/** Says it at once: a partner must hear that a key counts no more also while we may sign nothing for it. Then its leaf has to wait. */
async function tell(
  work: Work,
  peer: Peer,
  { id, document }: { readonly id: string; readonly document: string },
): Promise<void> {
  const { id: key } = JSON.parse(document) as { readonly id: string };
  if (await maySign(work, peer)) await sealForPartner(work, peer, { kind: "key", about: key, document });
  else await keepForSigning(work, peer, { kind: "key", subjectId: `${id} ${peer.id}` });
  await sayAboutEntry(work, peer, { message: { type: "ledger-key", key, document } });
}

/** Gives the document about a key its place in our log for a partner, which had to wait, and says it again with that. */
export async function signKey(work: Work, peer: Peer, { subjectId }: Signing): Promise<void> {
  const keys = await listKeys(work.session, coopActorId);
  const document = keys.find(({ id }) => subjectId.startsWith(`${id} `))?.successor;
  if (typeof document !== "string") return;
  const { id: about } = JSON.parse(document) as { readonly id: string };
  const sealed = await sealForPartner(work, peer, { kind: "key", about, document });
  await sayAboutEntry(work, peer, { message: { type: "ledger-key", key: about, document: sealed } });
}
