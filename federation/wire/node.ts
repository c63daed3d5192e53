import { z } from "zod";
import { plainText } from "#src/app/html.ts";
import type { NodeCard } from "#src/app/partners.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Listing } from "#src/store/peers.ts";
import { readable, unreadable, type Read } from "./json.ts";

/** How much of what another node says about itself is kept: enough for a page, too little to flood one. */
const maxNameLength = 200;
const maxTextLength = 5_000;
const maxLanguages = 50;
const maxKeys = 50;
const maxListings = 500;

const iri = z.url({ protocol: /^https?$/ }).max(2000);
const types = z.union([z.string().transform((type) => [type]), z.array(z.string()).max(20)]);

/** The `Application` actor of a node (`docs/federation/peering.md`). */
const nodeActor = z.object({ id: iri, type: types, inbox: iri, attributedTo: iri });

const multikey = z.object({
  id: iri,
  type: z.literal("Multikey"),
  publicKeyMultibase: z.string().max(200),
  revoked: z.iso.datetime({ offset: true }).optional(),
  compromised: z.iso.datetime({ offset: true }).optional().catch(undefined),
  successor: z.object({}).loose().optional().catch(undefined),
});

const text = z.string().max(100_000);
const texts = z.record(z.string().max(100), text).optional().catch(undefined);

/** The `Organization` actor of its coop. */
const coopActor = z.object({
  id: iri,
  type: types,
  inbox: iri,
  preferredUsername: z.string().max(100),
  name: text.optional().catch(undefined),
  nameMap: texts,
  summary: text.optional().catch(undefined),
  summaryMap: texts,
  fairUse: texts,
  region: text.optional().catch(undefined),
  languages: z
    .union([z.string().transform((tag) => [tag]), z.array(z.string())])
    .optional()
    .catch(undefined),
  fairUseVersion: z.int().min(1).max(1_000_000).catch(1),
  listed: z.boolean().optional().catch(undefined),
  ledgerSync: iri,
  assertionMethod: z
    .union([
      z.array(z.unknown()),
      z
        .object({})
        .loose()
        .transform((one) => [one]),
    ])
    .optional()
    .catch(undefined),
});

/** The node actor's document: who it is, and the coop that it speaks for. Everything must be on its own origin. */
export function readNode(document: unknown, node: string): Read<{ readonly nodeInbox: string; readonly coop: string }> {
  const parsed = nodeActor.safeParse(document);
  if (!parsed.success) return unreadable("it has no node actor with a coop");
  const { id, type, inbox, attributedTo } = parsed.data;
  if (id !== node || !type.includes("Application")) return unreadable("its node actor is something else");
  if (!sameOrigin(inbox, node) || !sameOrigin(attributedTo, node))
    return unreadable("its actors are on different servers");
  return readable({ nodeInbox: inbox, coop: attributedTo });
}

export type CoopCard = Omit<NodeCard, "origin" | "node" | "nodeInbox">;

/** The coop actor's document as a card: plain, bounded texts, valid language tags, and its ledger keys. */
export function readCoop(document: unknown, coop: string): Read<CoopCard> {
  const parsed = coopActor.safeParse(document);
  if (!parsed.success) return unreadable("its coop's actor is not one of a fedicoop node");
  const actor = parsed.data;
  if (actor.id !== coop || !actor.type.includes("Organization"))
    return unreadable("its coop's actor is something else");
  if (!sameOrigin(actor.inbox, coop) || !sameOrigin(actor.ledgerSync, coop))
    return unreadable("its coop's inbox is on another server");
  return readable({
    coop,
    coopInbox: actor.inbox,
    handle: plainLine(actor.preferredUsername),
    name: readTexts(actor.nameMap, actor.name, plainLine),
    summary: readTexts(actor.summaryMap, actor.summary, plainParagraphs),
    fairUse: readTexts(actor.fairUse, undefined, plainParagraphs),
    region: plainLine(actor.region ?? ""),
    languages: readLanguages(actor.languages ?? []),
    fairUseVersion: actor.fairUseVersion,
    listed: actor.listed ?? false,
    ledgerKeys: readLedgerKeys(actor.assertionMethod ?? [], coop),
  });
}

const plainLine = (value: string): string => plainText(value).replace(/\s+/g, " ").slice(0, maxNameLength).trim();
const plainParagraphs = (value: string): string => plainText(value).slice(0, maxTextLength).trim();

/** The map's languages in their order; a text without a language stands under `und`. */
function readTexts(
  map: LocalizedText | undefined,
  plain: string | undefined,
  clean: (value: string) => string,
): LocalizedText {
  const entries = Object.entries(map ?? {})
    .slice(0, maxLanguages)
    .map(([tag, value]): [string | undefined, string] => [languageTag(tag), clean(value)])
    .filter((entry): entry is [string, string] => entry[0] !== undefined && entry[1] !== "");
  if (entries.length > 0) return Object.fromEntries(entries);
  const only = clean(plain ?? "");
  return only === "" ? {} : { und: only };
}

function readLanguages(tags: readonly string[]): readonly string[] {
  const known = tags.slice(0, maxLanguages).map(languageTag);
  return [...new Set(known.filter((tag) => tag !== undefined))];
}

/** A BCP 47 tag in its canonical form. */
function languageTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Ledger keys have a permanent id, `COOP#ed25519-FINGERPRINT`; the other Ed25519 keys there are for public posts. */
function readLedgerKeys(methods: readonly unknown[], coop: string): NodeCard["ledgerKeys"] {
  return methods.slice(0, maxKeys).flatMap((method) => {
    const parsed = multikey.safeParse(method);
    if (!parsed.success || !parsed.data.id.startsWith(`${coop}#ed25519-`)) return [];
    const { id, publicKeyMultibase, revoked, compromised, successor } = parsed.data;
    const ended = {
      ...(revoked === undefined ? {} : { revokedAtMs: Date.parse(revoked) }),
      ...(compromised === undefined ? {} : { compromisedAtMs: Date.parse(compromised) }),
      ...(successor === undefined ? {} : { successor: JSON.stringify(successor) }),
    };
    return [{ key: id, publicKeyMultibase, ...ended }];
  });
}

const listed = z.object({
  id: iri,
  name: text.optional().catch(undefined),
  nameMap: texts,
  region: text.optional().catch(undefined),
  languages: z
    .union([z.string().transform((tag) => [tag]), z.array(z.string())])
    .optional()
    .catch(undefined),
});
const partnersCollection = z.object({
  items: z.array(z.unknown()).optional(),
  orderedItems: z.array(z.unknown()).optional(),
});

/** Another node's list of its partners. What in it cannot be read is left out. */
export function readPartners(document: unknown): Read<readonly Omit<Listing, "peerId">[]> {
  const parsed = partnersCollection.safeParse(document);
  if (!parsed.success) return unreadable("its list of partners is not a collection");
  const items = parsed.data.items ?? parsed.data.orderedItems ?? [];
  const byOrigin = new Map<string, Omit<Listing, "peerId">>();
  for (const item of items.slice(0, maxListings)) {
    const one = listed.safeParse(item);
    if (!one.success) continue;
    const { id, name, nameMap, region, languages } = one.data;
    const { origin } = new URL(id);
    byOrigin.set(origin, {
      origin,
      name: readTexts(nameMap, name, plainLine),
      region: plainLine(region ?? ""),
      languages: readLanguages(languages ?? []),
    });
  }
  return readable([...byOrigin.values()]);
}
