import { isObject } from "./document.ts";
import type { Json, JsonObject } from "./json.ts";

/** Terms that we read as ActivityStreams has them, whatever an activity's own context says. */
const ours = new Set(
  "id type actor object target origin result instrument attributedTo to cc bto bcc audience content name summary published inReplyTo inbox outbox owner publicKey"
    .split(" ")
    .concat(
      "Accept Add Announce Block Create Delete Flag Follow Invite Join Leave Like Move Offer Reject Remove".split(" "),
    )
    .concat(
      "TentativeAccept TentativeReject Undo Update Activity Note Article Event Person Group Organization".split(" "),
    ),
);
/** Where a term leads to that stands for one of the above by another name: `as:actor`, a whole IRI, or a keyword. */
const meaning = /(?:^|[#:/])(?:actor|object|target|attributedTo|id|type)$/;
const keywords = new Set(["@graph", "@reverse", "@included", "@nest", "@id", "@type"]);
/** Real ones define some dozens. */
const maxTerms = 300;

/**
 * Nothing that arrives is expanded: its JSON is read as ActivityStreams, compacted, which it is for everyone who means well. Answers why a document would
 * say something else to those who do expand it, as far as that can be told without fetching anything.
 */
export function misleading(json: JsonObject): string | undefined {
  if (Object.keys(json).some((name) => name.startsWith("@") && name !== "@context"))
    return "it has keywords of JSON-LD";
  const contexts = [json["@context"] ?? []].flat() as readonly Json[];
  let terms = 0;
  for (const context of contexts) {
    if (!isObject(context)) continue;
    terms += Object.keys(context).length;
    if (terms > maxTerms) return "its context has too many terms";
    const term = Object.entries(context).find(([name, value]) => value !== undefined && isMisleading(name, value))?.[0];
    if (term !== undefined) return `its context gives ${term.slice(0, 50)} another meaning`;
  }
  return undefined;
}

function isMisleading(term: string, definition: Json): boolean {
  if (term.startsWith("@")) return term === "@import" || term === "@base" || term === "@propagate";
  if (isObject(definition) && ["@reverse", "@context", "@nest"].some((name) => name in definition)) return true;
  const id = isObject(definition) ? definition["@id"] : definition;
  if (typeof id !== "string") return ours.has(term);
  return keywords.has(id) ? id !== `@${term}` : meansAnother(term, id);
}

const meansAnother = (term: string, id: string): boolean =>
  ours.has(term) ? !id.endsWith(`#${term}`) && id !== `as:${term}` : meaning.test(id) && isOfActivityStreams(id);

const isOfActivityStreams = (id: string): boolean =>
  id.startsWith("as:") || /^https?:\/\/www\.w3\.org\/ns\/activitystreams#/.test(id);
