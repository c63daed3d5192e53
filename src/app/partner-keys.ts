import {
  findPeer,
  listPartnerKeys,
  pinPartnerKeys,
  savePartnerKey,
  updatePartnerKey,
  type PartnerKey,
} from "#src/store/peers.ts";
import { transact, type Context, type Work } from "./context.ts";
import { readKeyDocument, type KeyDocument } from "./key-document.ts";
import { verificationKeyOf } from "./ledger-keys.ts";
import type { NodeCard } from "./partners.ts";
import type { VerificationKey } from "./seals.ts";

type Published = NodeCard["ledgerKeys"][number];

/**
 * Keeps the ledger keys that a coop publishes. The first ones seen are pinned; a later one that no pinned key announces waits for a
 * steward, since whoever took a server over could publish one. A revocation is taken over once and never taken back.
 */
export async function noteKeys(work: Work, coop: string, keys: NodeCard["ledgerKeys"]): Promise<void> {
  const known = await listPartnerKeys(work.session, coop);
  const state = known.length === 0 ? "pinned" : "waiting";
  for (const published of keys) {
    const found = known.find((each) => each.key === published.key);
    if (found === undefined) await savePartnerKey(work.session, freshKey(work, coop, { ...published, state }));
    else if (found.publicKeyMultibase === published.publicKeyMultibase) await noteEnd(work, found, endOf(published));
  }
  for (const { successor } of keys) {
    if (successor !== undefined) await takeKeyDocument(work, coop, successor);
  }
}

function freshKey(
  work: Work,
  coop: string,
  key: Published & Pick<PartnerKey, "state"> & { readonly announcement?: string },
): PartnerKey {
  const { revokedAtMs = null, compromisedAtMs = null, publicKeyMultibase, state, announcement = null } = key;
  return {
    key: key.key,
    coop,
    publicKeyMultibase,
    state,
    firstSeenAtMs: work.nowMs(),
    revokedAtMs,
    revocationSeenAtMs: revokedAtMs === null ? null : work.nowMs(),
    compromisedAtMs,
    announcement,
  };
}

const endOf = ({ revokedAtMs, compromisedAtMs }: Published): End => ({
  ...(revokedAtMs === undefined ? {} : { revokedAtMs }),
  ...(compromisedAtMs === undefined ? {} : { compromisedAtMs }),
});

interface End {
  readonly revokedAtMs?: number;
  readonly compromisedAtMs?: number;
  /** The key that its coop says it has now. */
  readonly key?: string;
}

/**
 * That a key has ended, and how. Of what it announced since somebody else had it, a steward has to look at the key that the coop says is
 * its own; others count no more than itself.
 */
async function noteEnd(work: Work, key: PartnerKey, { revokedAtMs, compromisedAtMs, key: named }: End): Promise<void> {
  const seen = { revocationSeenAtMs: work.nowMs() };
  if (compromisedAtMs !== undefined && key.compromisedAtMs === null) {
    const ended = key.revokedAtMs ?? revokedAtMs ?? work.nowMs();
    await updatePartnerKey(work.session, key.key, { ...seen, revokedAtMs: ended, compromisedAtMs });
    await doubtAnnounced(work, key, { compromisedAtMs, named });
  } else if (revokedAtMs !== undefined && key.revokedAtMs === null) {
    await updatePartnerKey(work.session, key.key, { ...seen, revokedAtMs });
  }
}

async function doubtAnnounced(
  work: Work,
  key: PartnerKey,
  { compromisedAtMs, named }: { readonly compromisedAtMs: number; readonly named: string | undefined },
): Promise<void> {
  for (const other of await listPartnerKeys(work.session, key.coop)) {
    const announcedBy = other.announcement === null ? undefined : contentOf(other.announcement)?.replaces;
    if (announcedBy !== key.key || other.firstSeenAtMs < compromisedAtMs) continue;
    const isNamed = named === undefined || other.key === named;
    await updatePartnerKey(work.session, other.key, isNamed ? { state: "waiting" } : { compromisedAtMs });
  }
}

/**
 * Takes a document by which a coop ends a key and names the one that follows. A key that a pinned one announces is pinned by itself;
 * after a compromise nobody's word but a steward's does that. Answers why not when the document says nothing to us.
 */
export async function takeKeyDocument(
  work: Work,
  coop: string,
  document: string,
): Promise<"done" | { readonly dropped: string }> {
  const about = contentOf(document);
  if (about?.coop !== coop) return { dropped: "it is no document about a key of its sender" };
  const known = await listPartnerKeys(work.session, coop);
  if (known.length === 0) return { dropped: "no key of its sender is known yet" };
  // Without the dates of the document, which are the old key's.
  const { key: verificationMethod, publicKeyMultibase } = about;
  const next: VerificationKey = { verificationMethod, controller: coop, publicKeyMultibase };
  if (!isOwnKey(work, about) || !(await isSignedWith(work, document, next)))
    return { dropped: "the key that it names has not signed it" };
  await keepAnnounced(work, known, { about, document });
  const old = known.find(({ key, state }) => key === about.replaces && state === "pinned");
  if (old !== undefined && about.compromisedAtMs !== undefined && (await isSignedWith(work, document, plain(old))))
    await noteEnd(work, old, about);
  await followAnnouncements(work, coop);
  return "done";
}

async function keepAnnounced(
  work: Work,
  known: readonly PartnerKey[],
  { about, document }: { readonly about: KeyDocument; readonly document: string },
): Promise<void> {
  const { key, coop, publicKeyMultibase } = about;
  const found = known.find((each) => each.key === key);
  const announced = { key, publicKeyMultibase, announcement: document, state: "waiting" } as const;
  if (found === undefined) await savePartnerKey(work.session, freshKey(work, coop, announced));
  else if (found.announcement === null && found.publicKeyMultibase === publicKeyMultibase)
    await updatePartnerKey(work.session, key, { announcement: document });
}

/** Pins what pinned keys announce, also when the announcements came in another order. */
async function followAnnouncements(work: Work, coop: string): Promise<void> {
  for (;;) {
    const keys = await listPartnerKeys(work.session, coop);
    const vouched = await findVouched(work, keys);
    if (vouched === undefined) return;
    await updatePartnerKey(work.session, vouched.key.key, { state: "pinned" });
    await noteEnd(work, vouched.by, { revokedAtMs: vouched.revokedAtMs });
  }
}

async function findVouched(work: Work, keys: readonly PartnerKey[]) {
  for (const key of keys) {
    if (key.state !== "waiting" || key.announcement === null) continue;
    const about = contentOf(key.announcement);
    const by = keys.find((each) => each.key === about?.replaces && each.state === "pinned");
    if (about === undefined || by === undefined || about.compromisedAtMs !== undefined) continue;
    if (by.compromisedAtMs !== null || hasSuccessor(keys, by)) continue;
    if (await isSignedWith(work, key.announcement, verificationKeyOf(by)))
      return { key, by, revokedAtMs: about.revokedAtMs };
  }
  return undefined;
}

/** One key has one successor: a second one, announced later with a key that should be gone, is for a steward to look at. */
const hasSuccessor = (keys: readonly PartnerKey[], { key }: PartnerKey): boolean =>
  keys.some(
    ({ state, announcement }) =>
      state === "pinned" && announcement !== null && contentOf(announcement)?.replaces === key,
  );

const isOwnKey = ({ seals }: Pick<Context, "seals">, { key, coop, publicKeyMultibase }: KeyDocument): boolean =>
  key === `${coop}#${seals.keyFragment(publicKeyMultibase) ?? ""}`;

async function isSignedWith({ seals }: Pick<Context, "seals">, document: string, key: VerificationKey) {
  const opened = await seals.open(document, [key]);
  return !("refused" in opened) && opened.signers.includes(key.controller);
}

/** Without its dates: that a key ended is said with it after its end. */
const plain = ({ key, coop, publicKeyMultibase }: PartnerKey): VerificationKey => ({
  verificationMethod: key,
  controller: coop,
  publicKeyMultibase,
});

function contentOf(document: string): KeyDocument | undefined {
  const read = readKeyDocument(parsed(document));
  return "read" in read ? read.read : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A steward trusts what waits. */
export const trustKeys = (work: Work, coop: string): Promise<void> => pinPartnerKeys(work.session, coop);

/** The same as a use case of its own, for a partner whose keys changed. False when there is no such peer. */
export async function trustPeerKeys(context: Context, peerId: string): Promise<boolean> {
  return transact(context, async (work) => {
    const peer = await findPeer(work.session, peerId);
    if (peer !== undefined) await trustKeys(work, peer.coop);
    return peer !== undefined;
  });
}
