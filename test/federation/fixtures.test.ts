import { readFile } from "node:fs/promises";
import { Activity, Object as AnyObject } from "@fedify/vocab";
import { preloadedContexts } from "@fedify/vocab-runtime";
import { describe, expect, test } from "vitest";
import { openToTheFediverse } from "#src/app/coop.ts";
import type { AnnouncementCard } from "#src/domain/announcement-message.ts";
import { withoutConsent, type Actor } from "#src/store/actors.ts";
import { openSeals } from "#federation/proof.ts";
import { writeActor, writeActorTombstone, type ActorCard } from "#federation/wire/actor.ts";
import { writeAnnouncement, writeNote, writeNoteTombstone, writeSiblingNote } from "#federation/wire/announcement.ts";
import { writeFollower } from "#federation/wire/follower.ts";
import type { JsonObject } from "#federation/wire/json.ts";

const origin = "https://meet.example";
const madeAtMs = Date.parse("2026-03-01T09:30:00Z");
const changedAtMs = Date.parse("2026-04-02T10:00:00Z");
const id = "0195a3c4-7b00-7000-8000-000000000001";
const ed25519 = (x: string): JsonWebKey => ({ kty: "OKP", crv: "Ed25519", x });

const coop: ActorCard["coop"] = {
  id: 1,
  origin,
  handle: "commons",
  name: { ca: "Comuns", en: "Commons" },
  summary: { ca: "Trobades per a tothom." },
  fairUse: { ca: "Sense publicitat.", en: "No advertising." },
  fairUseVersion: 1,
  settle: "automatic",
  ...openToTheFediverse,
  defaultLanguage: "ca",
  languages: ["ca", "en"],
  region: "Catalunya",
  timeZone: "Europe/Madrid",
  accentHue: 195,
  listed: true,
  countersign: "automatic",
  createdAtMs: madeAtMs,
  updatedAtMs: changedAtMs,
};
const actorOf = (kind: Actor["kind"], actorId: string, handle: string): Actor => ({
  id: actorId,
  kind,
  handle,
  name: { en: "Joana", ca: "Joana" },
  summary: { en: "Hosts meetings.\n\nhttps://joana.example" },
  discoverable: kind !== "member",
  ...withoutConsent,
  indexable: kind !== "member",
  createdAtMs: madeAtMs,
  updatedAtMs: changedAtMs,
  deletedAtMs: null,
});
const keys: ActorCard["keys"] = [
  {
    id: "main-key",
    use: "http" as const,
    publicJwk: {
      kty: "RSA",
      n: "u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u-qKhbwKfBstIs-bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW_VDL5AaWTg0nLVkjRo9z-40RQzuVaE8AkAFmxZzow3x-VJYKdjykkJ0iT9wCS0DRTXu269V264Vf_3jvredZiKRkgwlL9xNAwxXFg0x_XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC-9aGVd-Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmw",
      e: "AQAB",
    },
    revokedAtMs: null,
    compromisedAtMs: null,
  },
  {
    id: "proof-key",
    use: "proof" as const,
    publicJwk: ed25519("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
    revokedAtMs: null,
    compromisedAtMs: null,
  },
  {
    id: "ed25519-21fe31dfa154a261",
    use: "ledger" as const,
    publicJwk: ed25519("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
    revokedAtMs: changedAtMs,
    compromisedAtMs: null,
  },
].map((key) => ({ ...key, actorId: "coop", createdAtMs: madeAtMs, successor: null }));
const card = (actor: Actor): ActorCard => ({ origin, coop, actor, keys, multikey: openSeals().multikey });

const announcement: AnnouncementCard = {
  object: `${origin}/announcements/${id}`,
  attributedTo: `${origin}/actors/coop`,
  followers: `${origin}/actors/coop/followers`,
  contentHtml: { ca: "<p>Hola a tothom!</p>", ar: "<p>مرحبا بالجميع!</p>", en: "<p>Hello, everyone!</p>" },
  publishedAtMs: madeAtMs,
};
const picture = {
  url: `${origin}/uploads/${id}.jpg`,
  mediaType: "image/jpeg",
  widthPixels: 1200,
  heightPixels: 800,
  alt: { ca: "Tres persones al voltant d'una taula.", en: "Three people around a table." },
};
/** Everything that a short one can have. */
const rich: AnnouncementCard = {
  ...announcement,
  contentHtml: {
    ca: '<p>Hola <span class="h-card"><a href="https://social.example/@ada" rel="nofollow noopener noreferrer" class="u-url mention">@<span>ada@social.example</span></a></span>! <a href="https://meet.example/tags/col%C2%B7lectiu" rel="tag" class="mention hashtag">#<span>Col·lectiu</span></a></p>',
    en: "<p>Hello!</p>",
  },
  contentNote: { ca: "Menjar", en: "Food" },
  pictures: [picture],
  hashtags: [{ name: "#Col·lectiu", href: `${origin}/tags/col%C2%B7lectiu` }],
  mentions: [
    {
      actor: "https://social.example/users/ada",
      address: "ada@social.example",
      inbox: "https://social.example/inbox",
      url: "https://social.example/@ada",
    },
  ],
  inReplyTo: "https://social.example/users/ada/statuses/1",
};
const article: AnnouncementCard = {
  ...announcement,
  contentHtml: { ca: "<p>Un text llarg.</p><p>I més.</p>", en: "<p>A long text.</p><p>And more.</p>" },
  article: {
    title: { ca: "Com compartim", en: "How we share" },
    summary: { ca: "Un text llarg.", en: "A long text." },
    noteHtml: {
      ca: `<p><strong>Com compartim</strong></p><p>Un text llarg.</p><p><a href="${announcement.object}">${announcement.object}</a></p>`,
      en: `<p><strong>How we share</strong></p><p>A long text.</p><p><a href="${announcement.object}">${announcement.object}</a></p>`,
    },
  },
  pictures: [picture],
};
const featured = `${origin}/actors/coop/featured`;
const envelope = { id: `${origin}/messages/${id}`, actor: `${origin}/actors/coop`, origin, publishedAtMs: madeAtMs };

const written: Readonly<Record<string, JsonObject>> = {
  "actor-coop": writeActor(card({ ...actorOf("coop", "coop", "commons"), name: coop.name, summary: coop.summary })),
  "actor-node": writeActor({ ...card(actorOf("node", "node", "meet.example")), keys: keys.slice(0, 2) }),
  "actor-resource": writeActor({
    ...card(actorOf("resource", id, "hall")),
    keys: keys.slice(0, 2),
    resource: {
      id,
      kind: "meeting-server",
      category: null,
      platform: "link",
      seats: 200,
      location: "Girona",
      addressSealed: "sealed",
      languages: ["ca"],
      energy: "renewable",
      energyStatement: null,
      latitudeE6: null,
      longitudeE6: null,
      rooms: null,
      calendar: null,
      publishDueAtMs: null,
      features: ["captions"],
    },
  }),
  "actor-member": writeActor({ ...card(actorOf("member", id, "joana")), keys: keys.slice(0, 2) }),
  "actor-circle": writeActor({ ...card(actorOf("circle", id, "care")), keys: keys.slice(0, 2) }),
  "actor-update": writeFollower(
    { type: "actor-update", object: `${origin}/actors/coop` },
    { ...envelope, profile: writeActor({ ...card(actorOf("coop", "coop", "commons")), keys: keys.slice(0, 1) }) },
  ),
  "actor-delete": writeFollower(
    { type: "actor-delete", object: `${origin}/actors/coop`, deletedAtMs: changedAtMs },
    envelope,
  ),
  "actor-tombstone": writeActorTombstone(origin, { ...actorOf("member", id, "joana"), deletedAtMs: changedAtMs }),
  "announcement-create": writeAnnouncement({ type: "announcement-create", announcement }, envelope),
  "announcement-update": writeAnnouncement(
    { type: "announcement-update", announcement: { ...announcement, updatedAtMs: changedAtMs } },
    envelope,
  ),
  "announcement-delete": writeAnnouncement(
    { type: "announcement-delete", object: announcement.object, deletedAtMs: changedAtMs },
    { ...envelope, publishedAtMs: changedAtMs },
  ),
  announcement: writeNote(announcement),
  "announcement-tombstone": writeNoteTombstone(announcement.object, { deletedAtMs: changedAtMs }),
  "announcement-rich": writeNote(rich),
  "announcement-article": writeNote(article),
  "announcement-article-create": writeAnnouncement({ type: "announcement-create", announcement: article }, envelope),
  "announcement-note-beside": writeSiblingNote(article),
  "announcement-note-beside-create": writeAnnouncement(
    { type: "announcement-create", announcement: article, beside: true },
    envelope,
  ),
  "announcement-note-beside-delete": writeAnnouncement(
    {
      type: "announcement-delete",
      object: announcement.object,
      deletedAtMs: changedAtMs,
      kind: "article",
      beside: true,
    },
    { ...envelope, publishedAtMs: changedAtMs },
  ),
  "announcement-pin": writeAnnouncement(
    { type: "announcement-pin", object: announcement.object, featured, atMs: changedAtMs },
    envelope,
  ),
  "announcement-unpin": writeAnnouncement(
    { type: "announcement-unpin", object: announcement.object, featured, atMs: changedAtMs },
    envelope,
  ),
  "follower-accept": writeFollower(
    {
      type: "follower-accept",
      follow: "https://social.example/follows/1",
      follower: "https://social.example/users/ada",
      object: `${origin}/actors/coop`,
    },
    envelope,
  ),
};

/** Only contexts that every server has: asking for any other fails. */
const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

describe("what goes over the wire", () => {
  test.each(Object.keys(written))("%s is written as the fixture shows it", async (name) => {
    const fixture = await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
    // As text, because order counts: some servers show only the first language of a map.
    expect(`${JSON.stringify(written[name], null, 2)}\n`).toBe(fixture);
  });

  test.each(Object.keys(written))(
    "%s is understood by another implementation without fetching anything",
    async (name) => {
      const object = await AnyObject.fromJsonLd(written[name], { contextLoader });
      expect(object.id?.href).toBe(written[name]?.["id"]);
      const types = [object.constructor.name];
      expect(types).toEqual([written[name]?.["type"]]);
      if (object instanceof Activity) expect(object.actorId?.href).toBe(`${origin}/actors/coop`);
    },
  );
});
