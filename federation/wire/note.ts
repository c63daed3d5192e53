import { z } from "zod";
import type { RemoteObjectCard } from "#src/app/partners.ts";
import { htmlOfText, plainText, safeHtml } from "#src/app/html.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { RemoteAttachment } from "#src/domain/post.ts";
import { isObject } from "./document.ts";
import { readable, unreadable, type Json, type JsonObject, type Read } from "./json.ts";
import { isPublic, referencesIn } from "./reference.ts";

/** What people say in, and show each other: the rest (votes, measurements, agreements) is nothing to read. */
const readTypes = ["Note", "Article", "Page", "Event", "Question", "Video", "Audio", "Image", "Document"] as const;

const maxLanguages = 20;
/** Of one text as it came, in characters; what is longer is cut before it is made harmless. */
const maxContent = 60_000;
const maxName = 500;
const maxAttachments = 20;
const maxMentions = 50;
const maxOptions = 20;

const iri = z.url({ protocol: /^https?$/ }).max(2000);
const isIri = (value: unknown): value is string => iri.safeParse(value).success;

/**
 * Reads what somebody of another server said, sanitised and bounded, as far as it can be shown. It has one author, on the server of its id:
 * what several people are said to have made is somebody's word about others. `nowMs` dates what has no date, or one to come.
 */
export function readObject(document: Json | undefined, { nowMs }: { readonly nowMs: number }): Read<RemoteObjectCard> {
  if (!isObject(document)) return unreadable("it is no object");
  const { id } = document;
  if (!isIri(id)) return unreadable("it has no address");
  const type = typeOf(document);
  if (type === undefined) return unreadable("it is nothing that can be shown");
  const attributedTo = authorOf(document["attributedTo"], id);
  if (attributedTo === undefined) return unreadable("it has not one author, on its own server");
  const texts = readTexts(document, type);
  if (type === "Note" && Object.keys(texts.contentHtml).length === 0 && Object.keys(texts.name).length > 0)
    return unreadable("it is a vote in a poll");
  return readable({
    object: id,
    type,
    attributedTo,
    ...texts,
    url: pageOf(document["url"]) ?? id,
    ...readRelations(document),
    attachments: readAttachments(document),
    ...readTimes(document, nowMs),
  });
}

const typeOf = ({ type }: JsonObject): RemoteObjectCard["type"] | undefined => {
  const types = [type].flat();
  return readTypes.find((each) => types.includes(each));
};

/**
 * The one author. PeerTube names a person and the channel: where all are on the server of the object and exactly one is a person, it is
 * theirs.
 */
function authorOf(value: Json | undefined, id: string): string | undefined {
  const makers = [value ?? []].flat() as readonly Json[];
  if (makers.length === 0 || makers.length > 5) return undefined;
  const ids = makers.map((maker) => (isObject(maker) ? maker["id"] : maker));
  if (!ids.every((each) => isIri(each) && sameOrigin(each, id))) return undefined;
  const [only, ...others] = [...new Set(ids as readonly string[])];
  if (others.length === 0) return only;
  const people = makers.filter((maker) => isObject(maker) && maker["type"] === "Person") as readonly JsonObject[];
  const isChannel = (maker: Json): boolean => isObject(maker) && maker["type"] === "Group";
  const rest = makers.filter((maker) => !people.includes(maker as JsonObject));
  return people.length === 1 && rest.every(isChannel) ? (people[0]?.["id"] as string) : undefined;
}

type Texts = Pick<RemoteObjectCard, "name" | "contentHtml" | "contentNote">;

function readTexts(document: JsonObject, type: string): Texts {
  const language = languageOf(document);
  const toHtml =
    document["mediaType"] === "text/plain" || document["mediaType"] === "text/markdown" ? htmlOfText : safeHtml;
  const html = (text: string): string => toHtml(text.slice(0, maxContent).toWellFormed());
  const content = readMap(document, "content", { language, make: html });
  const summary = readMap(document, "summary", { language, make: html });
  const note = contentNoteOf(document, type);
  const contentHtml = Object.keys(content).length === 0 && note === undefined ? summary : content;
  return {
    name: readMap(document, "name", {
      language,
      make: (text) => oneLine(plainText(text.slice(0, maxContent)), maxName),
    }),
    contentHtml: withOptions(contentHtml, document),
    ...(note === undefined ? {} : { contentNote: note }),
  };
}

/** Of a note, the summary is a warning (Mastodon's use); of an article or an event, its beginning, unless it is called sensitive. */
function contentNoteOf({ summary, sensitive, name }: JsonObject, type: string): string | undefined {
  const warns = sensitive === true || ((type === "Note" || type === "Question") && typeof name !== "string");
  const text = warns && typeof summary === "string" ? oneLine(plainText(summary.slice(0, maxContent)), maxName) : "";
  return text === "" ? undefined : text;
}

interface Making {
  readonly language: string;
  readonly make: (text: string) => string;
}

/** A text with its map of languages. Empty ones are left out; without a map it is in the language that the object says. */
function readMap(document: JsonObject, property: string, { language, make }: Making): LocalizedText {
  const plain = document[property];
  const map = document[`${property}Map`];
  const entries = isObject(map) ? Object.entries(map).slice(0, maxLanguages) : [];
  const made = new Map<string, string>();
  for (const [tag, text] of entries) {
    const known = canonical(tag);
    if (typeof text === "string" && known !== undefined) made.set(known, make(text));
  }
  const isSaid = [...made.values()].some((text) => text.trim() !== "");
  if (typeof plain === "string" && !made.has(language) && (!isSaid || language !== "und"))
    made.set(language, make(plain));
  return Object.fromEntries([...made].filter(([, text]) => text.trim() !== ""));
}

function languageOf(document: JsonObject): string {
  const { language, inLanguage } = document;
  const said = isObject(language) ? language["identifier"] : (language ?? inLanguage);
  const contexts = [document["@context"] ?? []].flat() as readonly Json[];
  const ofContext = contexts.flatMap((context) => (isObject(context) ? [context["@language"]] : []))[0];
  const tag = [said, ofContext].find((each) => typeof each === "string" && canonical(each) !== undefined);
  return typeof tag === "string" ? (canonical(tag) ?? "und") : "und";
}

/** A BCP 47 tag as it is written, or undefined. Lengths are bounded: some put anything there. */
function canonical(tag: string): string | undefined {
  if (tag.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** What could be voted for, beneath the question. */
function withOptions(content: LocalizedText, { oneOf, anyOf }: JsonObject): LocalizedText {
  const options = [oneOf ?? anyOf ?? []].flat() as readonly Json[];
  const names = options.slice(0, maxOptions).flatMap((option) => (isObject(option) ? [option["name"]] : []));
  const items = names
    .filter((name) => typeof name === "string")
    .map((name) => `<li>${safeHtml(oneLine(plainText(name.slice(0, 2000)), maxName))}</li>`);
  if (items.length === 0) return content;
  const list = `<ul>${items.join("")}</ul>`;
  const texts = Object.entries(content);
  return texts.length === 0 ? { und: list } : Object.fromEntries(texts.map(([tag, html]) => [tag, `${html}${list}`]));
}

function readRelations(document: JsonObject) {
  const inReplyTo = referencesIn(document["inReplyTo"])[0];
  const audience = referencesIn(document["audience"]).find((each) => isIri(each));
  const addressees = ["to", "cc", "audience"].flatMap((name) => referencesIn(document[name]));
  const tags = ([document["tag"] ?? []].flat() as readonly Json[]).slice(0, 200);
  const mentions = tags
    .flatMap((tag) => (isObject(tag) && tag["type"] === "Mention" ? [tag["href"]] : []))
    .filter(isIri);
  return {
    ...(isIri(inReplyTo) ? { inReplyTo } : {}),
    ...(audience === undefined ? {} : { audience }),
    isPublic: isPublic(addressees),
    addressees: [...new Set(addressees.filter(isIri))].slice(0, 100),
    mentions: [...new Set(mentions)].slice(0, maxMentions),
  };
}

function readAttachments({ attachment, image }: JsonObject): readonly RemoteAttachment[] {
  const found = [attachment ?? [], image ?? []].flat() as readonly Json[];
  const read = found.slice(0, maxAttachments * 2).flatMap((each) => {
    if (!isObject(each)) return [];
    const link = linkIn(each["url"] ?? each["href"]);
    if (link === undefined) return [];
    const mediaType = [each["mediaType"], link.mediaType].find((type) => typeof type === "string") ?? "";
    // GoToSocial describes a picture in `summary`, most others in `name`.
    const said = [each["name"], each["summary"]].find((text) => typeof text === "string") ?? "";
    const alt = oneLine(said.slice(0, 10_000), 2000);
    return [{ url: link.href, mediaType: /^[\w.+-]{1,50}\/[\w.+-]{1,100}$/.test(mediaType) ? mediaType : "", alt }];
  });
  return [...new Map(read.map((each) => [each.url, each])).values()].slice(0, maxAttachments);
}

interface Link {
  readonly href: string;
  readonly mediaType: string | undefined;
}

const linksIn = (value: Json | undefined): readonly Link[] =>
  ([value ?? []].flat() as readonly Json[]).slice(0, 50).flatMap((each) => {
    const href = isObject(each) ? each["href"] : each;
    const mediaType = isObject(each) && typeof each["mediaType"] === "string" ? each["mediaType"] : undefined;
    return isIri(href) ? [{ href, mediaType }] : [];
  });
const linkIn = (value: Json | undefined): Link | undefined => linksIn(value)[0];

/** The page for people: of several links the one that is a page. */
function pageOf(url: Json | undefined): string | undefined {
  const links = linksIn(url);
  return (links.find(({ mediaType }) => mediaType === "text/html") ?? links[0])?.href;
}

function readTimes(document: JsonObject, nowMs: number) {
  const startsAtMs = instantOf(document["startTime"]);
  const endsAtMs = instantOf(document["endTime"]);
  const updatedAtMs = instantOf(document["updated"]);
  return {
    publishedAtMs: Math.min(instantOf(document["published"]) ?? nowMs, nowMs),
    ...(updatedAtMs === undefined ? {} : { updatedAtMs: Math.min(updatedAtMs, nowMs) }),
    ...(startsAtMs === undefined ? {} : { startsAtMs }),
    ...(endsAtMs === undefined ? {} : { endsAtMs }),
  };
}

/** Until the year 2200: what is further away is no date. */
const lastMs = Date.UTC(2200, 0);

function instantOf(value: Json | undefined): number | undefined {
  if (typeof value !== "string" || value.length > 40) return undefined;
  const atMs = Date.parse(value);
  return Number.isFinite(atMs) && atMs >= 0 && atMs < lastMs ? atMs : undefined;
}

// Control characters, and those that turn the direction of what follows, have no place in a name.
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu;
const oneLine = (text: string, most: number): string =>
  text.replace(unwanted, " ").replace(/\s+/g, " ").trim().slice(0, most).toWellFormed();
