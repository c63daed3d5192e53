import { z } from "zod";
import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { listKeys, saveActor, saveKey } from "#src/store/actors.ts";
import { findCoop, saveCoop } from "#src/store/coop.ts";
import { saveFairUse } from "#src/store/fair-use.ts";
import { findLog } from "#src/store/logs.ts";
import { listAccountRulesNewest, listRulesOf, saveAccountRule, saveDomainRules } from "#src/store/moderation.ts";
import { findPeerByCoop, listPartnerKeys } from "#src/store/peers.ts";
import { openToTheFediverse } from "./coop.ts";
import { transact, type Context, type Work } from "./context.ts";
import { importPeers } from "./ledger-import-peers.ts";
import { fileKey, peerLine } from "./ledger-lines.ts";
import { peersOf } from "./ledger-part.ts";
import { partnerKeyLine, peerLine as linesOfPeer } from "./ledger-records.ts";
import { beginLog } from "./log.ts";
import { version } from "./version.ts";

/**
 * The least from which a node can be made again that its partners know: who it is, its keys, and where its partners are. Everything
 * else of the ledger comes back from them (`docs/operating.md`, Recovery kit).
 */
const texts = z.record(z.string(), z.string());
const jwk = z.record(z.string(), z.unknown()).transform((key) => key as JsonWebKey);

const coop = z.object({
  handle: z.string(),
  name: texts,
  summary: texts,
  fairUse: texts,
  fairUseVersion: z.int().min(1),
  defaultLanguage: z.string(),
  languages: z.array(z.string()),
  region: z.string(),
  timeZone: z.string(),
  accentHue: z.int(),
  listed: z.boolean(),
  countersign: z.enum(["automatic", "steward"]),
  settle: z.enum(["automatic", "steward"]),
  // Kits from before these were decided say nothing of them.
  federation: z.enum(["open", "allow-list"]).default(openToTheFediverse.federation),
  authorisedFetch: z.boolean().default(openToTheFediverse.authorisedFetch),
  responses: z.enum(["shown", "waiting"]).default(openToTheFediverse.responses),
  rules: z.array(texts).default([]),
  publishBlocks: z.boolean().default(openToTheFediverse.publishBlocks),
  absenceDays: z.int().min(1).nullable().default(openToTheFediverse.absenceDays),
  absentSinceMs: z.int().nullable().default(null),
  stewardSeenAtMs: z.int().nullable().default(null),
  createdAtMs: z.int(),
});

const key = z.object({
  actorId: z.enum([coopActorId, nodeActorId]),
  id: z.string(),
  use: z.enum(["http", "proof", "ledger"]),
  publicJwk: jwk,
  /** Opens with the secret of the kit. */
  privateSealed: z.string(),
  createdAtMs: z.int(),
  revokedAtMs: z.int().nullable(),
  compromisedAtMs: z.int().nullable(),
  successor: z.string().nullable(),
});

/** Whom stewards shut out or limited. What lists said comes back when they are subscribed to again. */
const rules = z.object({
  domains: z.array(
    z.object({
      id: z.string(),
      domain: z.string(),
      standing: z.enum(["allowed", "limited", "suspended"]),
      rejectMedia: z.boolean(),
      rejectReports: z.boolean(),
      publicComment: z.string().nullable(),
      privateComment: z.string().nullable(),
      obfuscate: z.boolean(),
      createdAtMs: z.int(),
      updatedAtMs: z.int(),
    }),
  ),
  accounts: z.array(
    z.object({
      actor: z.string(),
      standing: z.enum(["limited", "suspended"]),
      reason: z.string().nullable(),
      createdAtMs: z.int(),
      updatedAtMs: z.int(),
    }),
  ),
});

const kit = z.object({
  type: z.literal("fedicoop-recovery-kit"),
  version: z.literal(1),
  fedicoop: z.string(),
  createdAt: z.string(),
  origin: z.url(),
  secret: z.string().min(32),
  coop,
  keys: z.array(key).min(1),
  peers: z.array(peerLine),
  partnerKeys: z.array(fileKey),
  // Kits from before there were rules have none.
  rules: rules.default({ domains: [], accounts: [] }),
  /** Later epochs of logs than the first, which partners know by both sides' consent. */
  epochs: z.array(
    z.object({
      peer: z.string(),
      side: z.enum(["ours", "theirs"]),
      epoch: z.int().min(2),
      document: z.string().exactOptional(),
    }),
  ),
});
export type RecoveryKit = z.output<typeof kit>;

/** Reads a kit; undefined when it is none. */
export function readRecoveryKit(json: unknown): RecoveryKit | undefined {
  const read = kit.safeParse(json);
  return read.success ? read.data : undefined;
}

/** Puts a kit together; undefined before the set-up. `secret` is the node's, with which its keys open. */
export async function makeRecoveryKit(context: Context, secret: string): Promise<RecoveryKit | undefined> {
  const session = context.database;
  const row = await findCoop(session);
  if (row === undefined) return undefined;
  const { id: _id, origin, updatedAtMs: _updatedAtMs, ...profile } = row;
  const keys = [...(await listKeys(session, coopActorId)), ...(await listKeys(session, nodeActorId))];
  const peers = await peersOf(context, {});
  const partnerKeys = [];
  const epochs: RecoveryKit["epochs"] = [];
  for (const { id: peerId, coop: peer } of peers) {
    partnerKeys.push(...(await listPartnerKeys(session, peer)).map(partnerKeyLine));
    for (const side of ["ours", "theirs"] as const) {
      const { epoch = 1, epochDocument = null } = (await findLog(session, { peerId, side })) ?? {};
      if (epoch > 1) epochs.push({ peer, side, epoch, ...(epochDocument === null ? {} : { document: epochDocument }) });
    }
  }
  return {
    type: "fedicoop-recovery-kit",
    version: 1,
    fedicoop: version,
    createdAt: new Date(context.nowMs()).toISOString(),
    origin,
    secret,
    coop: { ...profile, languages: [...profile.languages], rules: profile.rules.map((rule) => ({ ...rule })) },
    keys: keys.map((each) => ({ ...each, actorId: each.actorId === coopActorId ? coopActorId : nodeActorId })),
    peers: peers.map(linesOfPeer),
    partnerKeys,
    rules: {
      domains: (await listRulesOf(session, "")).map(({ listId: _listId, ...rule }) => rule),
      accounts: await listAccountRulesNewest(session, { limit: Number.MAX_SAFE_INTEGER }),
    },
    epochs,
  };
}

/**
 * Makes the node of a kit in a store with nothing in it, all or nothing. Answers false when there is a coop already. Nothing is signed for
 * a partner before it has given back what we signed before (`app/recovery.ts`).
 */
export async function restoreRecoveryKit(context: Context, { origin, ...made }: RecoveryKit): Promise<boolean> {
  return transact(context, async (base) => {
    const work: Work = { ...base, origin };
    const { session } = work;
    if ((await findCoop(session)) !== undefined) return false;
    await saveCoop(session, { ...made.coop, origin, updatedAtMs: work.nowMs() });
    await saveActors(work, made.coop, origin);
    for (const each of made.keys) await saveKey(session, each);
    const { fairUse: text, fairUseVersion } = made.coop;
    if (Object.keys(text).length > 0)
      await saveFairUse(session, { version: fairUseVersion, text, createdAtMs: work.nowMs() });
    await importPeers(work, { keys: made.partnerKeys }, made.peers);
    const domains = made.rules.domains.map((rule) => ({ ...rule, listId: "" }));
    await saveDomainRules(session, domains);
    for (const rule of made.rules.accounts) await saveAccountRule(session, rule);
    for (const { peer: iri, side, epoch, document } of made.epochs) {
      const peer = await findPeerByCoop(session, iri);
      if (peer === undefined) continue;
      await beginLog(work, peer, { side, epoch, ...(document === undefined ? {} : { epochDocument: document }) });
    }
    return true;
  });
}

async function saveActors(work: Work, profile: RecoveryKit["coop"], origin: string): Promise<void> {
  const { name, summary, createdAtMs } = profile;
  const shared = { name, summary, discoverable: true, createdAtMs, updatedAtMs: work.nowMs() };
  for (const [id, kind, handle] of [
    [coopActorId, "coop", profile.handle],
    [nodeActorId, "node", new URL(origin).host],
  ] as const)
    await saveActor(work.session, { id, kind, handle, ...shared });
}
