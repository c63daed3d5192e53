import { getLogger } from "@logtape/logtape";
import { coopActorId } from "#src/domain/iri.ts";
import { listKeys, updateKey, type Key } from "#src/store/actors.ts";
import { listPartnerKeys, type Peer } from "#src/store/peers.ts";
import type { Session } from "#src/store/database.ts";
import type { Work } from "./context.ts";
import { readKeyDocument, type KeyDocument } from "./key-document.ts";
import { saveLostKey } from "./keys.ts";
import { listOurLedgerKeys, ourCoop } from "./ledger-keys.ts";
import type { VerificationKey } from "./seals.ts";

const log = getLogger(["fedicoop", "ledger"]);

/** As many documents about a coop's keys as one message of a reconciliation carries. */
export const maxSuccessors = 20;

/**
 * What we hold of a partner's words about its own keys, when its checkpoint is signed by one that it has replaced: it was restored from
 * a copy of before, and knows nothing of the keys that followed.
 */
export async function successorsOf(
  { session }: Pick<Work, "session">,
  peer: Peer,
  { checkpoint, isEmpty }: { readonly checkpoint: string | null; readonly isEmpty: boolean },
): Promise<readonly string[]> {
  const keys = await listPartnerKeys(session, peer.coop);
  const name = checkpoint === null ? undefined : /^— (\S+) /mu.exec(checkpoint)?.[1];
  const isOld = keys.some(({ key, revokedAtMs }) => key === name && revokedAtMs !== null);
  if (!isOld && !(checkpoint === null && isEmpty)) return [];
  return keys
    .flatMap(({ state, announcement }) => (state === "pinned" && announcement !== null ? [announcement] : []))
    .slice(0, maxSuccessors);
}

/**
 * A partner shows what we said about keys of our own. Those that we have never heard of came after the copy from which we were restored:
 * what they signed is ours, but their private parts are lost, and a new key has to take the place of ours before anything is signed.
 */
export async function takeOwnSuccessors(work: Work, documents: readonly string[]): Promise<void> {
  for (let pass = 0; pass < documents.length; pass += 1) {
    let isNew = false;
    for (const document of documents) isNew = (await takeOne(work, document)) || isNew;
    if (!isNew) return;
  }
}

async function takeOne(work: Work, document: string): Promise<boolean> {
  const about = await openOwn(work, document);
  if (about === undefined) return false;
  const id = about.key.slice(about.coop.length + 1);
  const publicJwk = work.seals.publicJwk(about.publicKeyMultibase);
  if (publicJwk === undefined) return false;
  log.warn("The ledger key {id} is ours and came after this copy of the node. Make a new one: `key rotate`.", { id });
  await saveLostKey(work, { id, publicJwk, createdAtMs: about.publishedAtMs });
  const old = about.replaces.slice(about.coop.length + 1);
  await updateKey(work.session, { actorId: coopActorId, id: old }, { successor: document });
  return true;
}

/** The document when one of our keys and the one that it names, which is new to us, have signed it. */
async function openOwn(work: Work, document: string): Promise<KeyDocument | undefined> {
  const coop = ourCoop(work);
  const keys = await listOurLedgerKeys(work, work.session);
  const read = readKeyDocument(parsed(document));
  if ("unreadable" in read || read.read.coop !== coop) return undefined;
  const { key, replaces, publicKeyMultibase } = read.read;
  const old = keys.find(({ verificationMethod }) => verificationMethod === replaces);
  if (old === undefined || keys.some(({ verificationMethod }) => verificationMethod === key)) return undefined;
  if (!(await mayBeFollowed(work, replaces, document))) return undefined;
  const next = { verificationMethod: key, controller: coop, publicKeyMultibase };
  if (key !== `${coop}#${work.seals.keyFragment(publicKeyMultibase) ?? ""}`) return undefined;
  const { verificationMethod, controller } = old;
  const plain = { verificationMethod, controller, publicKeyMultibase: old.publicKeyMultibase };
  return (await isSigned(work, document, plain)) && (await isSigned(work, document, next)) ? read.read : undefined;
}

/** A key that was stolen names nobody, and one that has named its successor names no other: whoever has it could do both. */
async function mayBeFollowed({ session }: Work, replaces: string, document: string): Promise<boolean> {
  const id = replaces.slice(replaces.indexOf("#") + 1);
  const key = (await listKeys(session, coopActorId)).find((each) => each.id === id);
  return key?.compromisedAtMs === null && (key.successor === null || key.successor === document);
}

async function isSigned(work: Work, document: string, key: VerificationKey): Promise<boolean> {
  const opened = await work.seals.open(document, [key]);
  return !("refused" in opened) && opened.signers.includes(key.controller);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether the key that signs now was replaced after the copy from which this node was restored: partners do not count it any more. */
export async function isSigningKeyLost(session: Session): Promise<boolean> {
  const current = (await listKeys(session, coopActorId)).findLast(isCurrent);
  return current !== undefined && current.successor !== null;
}

const isCurrent = ({ use, revokedAtMs }: Key): boolean => use === "ledger" && revokedAtMs === null;
