import { z } from "zod";
import {
  announce,
  reviseAnnouncement,
  withdrawAnnouncement,
  type AnnouncementOutcome,
} from "#src/app/announcements.ts";
import { pinAnnouncement, unpinAnnouncement } from "#src/app/announcement-pins.ts";
import { findMentions } from "#src/app/mentions.ts";
import { pageOf } from "#src/app/page.ts";
import {
  maxAnnouncementLength,
  maxContentNoteLength,
  maxHashtags,
  maxMentions,
  maxPinned,
  maxTitleLength,
  readHashtag,
} from "#src/domain/announcement.ts";
import { isAtLeast } from "#src/domain/role.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Mention } from "#src/domain/post.ts";
import { maxPictures } from "#src/domain/upload.ts";
import { findAnnouncement, listAnnouncements, listUnpublished, type Announcement } from "#src/store/announcements.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, route, type Surroundings } from "#src/web/api/route.ts";
import { idParams, instant, iri, listOf, localizedText, none, pageQuery, text, uuid } from "#src/web/api/schemas.ts";
import { answeredAnnouncement, showAnnouncement } from "./announcement-answer.ts";

/** A text by language that may be taken away again with `{}`. */
const maybeTexts = (maxLength: number) =>
  z.union([localizedText(maxLength), z.strictObject({})], { error: 'texts by language, as in {"en": "…"}, or {}' });

const hashtag = text(100)
  .refine((value) => readHashtag(value) !== undefined, "one word of letters and figures, not figures alone")
  .transform((value) => readHashtag(value) ?? value);

const fields = {
  content: localizedText(maxAnnouncementLength).meta({
    description: "Plain text by language. #words become hashtags, @user@host names somebody, who is told.",
  }),
  title: maybeTexts(maxTitleLength)
    .exactOptional()
    .meta({ description: "Makes an Article of it, with a Note beside it" }),
  contentNote: maybeTexts(maxContentNoteLength)
    .exactOptional()
    .meta({ description: "What is in it, for those who want to be asked before they see it" }),
  hashtags: z
    .array(hashtag)
    .max(maxHashtags, `at most ${maxHashtags}`)
    .exactOptional()
    .meta({ description: "Besides those in the text" }),
  pictures: z
    .array(uuid)
    .max(maxPictures, `at most ${maxPictures}`)
    .exactOptional()
    .meta({ description: "Ids of uploads, in order" }),
  state: z.enum(["draft", "scheduled", "published"]).exactOptional(),
  publishAt: instant.exactOptional().meta({ description: "When it becomes public; makes it `scheduled`" }),
  unknownMentions: z.enum(["refuse", "plain"]).exactOptional().meta({
    description: "What becomes of an @user@host at which nobody is found: refused (the default), or left as plain text",
  }),
};

type Fields = z.output<ReturnType<typeof z.strictObject<typeof fields>>>;

interface Named {
  readonly mentions: readonly Mention[];
}

/** Looks up whom the text names, or says why it cannot be so. */
async function named(
  { app, partners }: Pick<Surroundings, "app" | "partners">,
  { content, unknownMentions }: { readonly content: LocalizedText; readonly unknownMentions?: "refuse" | "plain" },
  known: readonly Mention[] = [],
): Promise<Named | Problem> {
  const { mentions, unknown, tooMany } = await findMentions({ app, partners }, content, known);
  if (tooMany) return notValid([{ field: "body.content", message: `should name at most ${maxMentions} people` }]);
  if (unknown.length === 0 || unknownMentions === "plain") return { mentions };
  return notValid(
    unknown.map((address) => ({
      field: "body.content",
      message: `names @${address}, where nobody was found; unknownMentions: "plain" leaves it as plain text`,
    })),
  );
}

function changeOf({ publishAt, unknownMentions: _unknownMentions, ...rest }: Partial<Fields>) {
  return { ...rest, ...(publishAt !== undefined && { publishAtMs: publishAt }) };
}

const refusals: Readonly<Record<string, readonly [field: string, message: string]>> = {
  empty: ["body.content", "should be a text in at least one language"],
  "no-time": ["body.publishAt", "is required with the state scheduled"],
  past: ["body.publishAt", "should be in the future"],
  "too-many-pictures": ["body.pictures", `should be at most ${maxPictures}`],
  "unknown-picture": ["body.pictures", "should be ids of uploads that nothing else uses"],
  "unknown-answered": ["body.inReplyTo", "should be something in a timeline or among answers"],
  "unknown-author": ["body.author", "should be the id of a circle of this coop"],
};

async function answered({ app }: Pick<Surroundings, "app">, done: AnnouncementOutcome) {
  switch (done.outcome) {
    case "done":
      return { answer: await showAnnouncement(app, done.announcement) };
    case "unknown":
    case "removed":
      return notFound("announcement");
    case "published":
      return problem(
        "conflict",
        "It is public: it cannot be a draft any more, and a note stays a note, without a title.",
      );
    default: {
      const [field, message] = refusals[done.outcome] ?? ["body", "cannot be taken"];
      return notValid([{ field, message }]);
    }
  }
}

/** Whether a text may name somebody, who is looked up first. */
const mayName = (body: string): boolean => /(@|\\u0040)[^\s@]+(@|\\u0040)/i.test(body);

const post = route({
  method: "post",
  path: "/announcements",
  id: "announce",
  summary: "Announce something to everyone who follows the coop, in one or more languages",
  role: "steward",
  params: none,
  query: none,
  body: z.strictObject({
    ...fields,
    author: uuid.exactOptional().meta({ description: "A circle's id; without it, it is the coop's" }),
    inReplyTo: iri.exactOptional().meta({
      description: "What it answers: something in a timeline or among answers. Whoever said that is told",
    }),
  }),
  status: 201,
  answer: answeredAnnouncement,
  asksOthers: mayName,
  async handle({ app, partners, body }) {
    const who = await named({ app, partners }, body);
    if ("problem" in who) return who;
    const { author, ...rest } = body;
    const wanted = {
      ...changeOf(rest),
      content: body.content,
      ...who,
      ...(author !== undefined && { actorId: author }),
    };
    return answered({ app }, await announce(app, wanted));
  },
});

const list = route({
  method: "get",
  path: "/announcements",
  id: "listAnnouncements",
  summary: "What this coop and its circles have announced, the latest first",
  role: "member",
  params: none,
  query: z.strictObject({
    ...pageQuery,
    state: z
      .enum(["draft", "scheduled", "published"])
      .exactOptional()
      .meta({ description: "Drafts and what is scheduled are for stewards" }),
  }),
  body: none,
  status: 200,
  answer: listOf(answeredAnnouncement),
  async handle({ app, query, principal }) {
    const { state = "published" } = query;
    if (state !== "published" && !isAtLeast(principal.role, "steward"))
      return problem("not-allowed", "Only stewards see what is not public yet.");
    const page = await pageOf<Announcement>(query, (part) =>
      state === "published" ? listAnnouncements(app.database, part) : listUnpublished(app.database, { ...part, state }),
    );
    return { answer: { ...page, items: await Promise.all(page.items.map((row) => showAnnouncement(app, row))) } };
  },
});

const get = route({
  method: "get",
  path: "/announcements/{id}",
  id: "getAnnouncement",
  summary: "One announcement",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: answeredAnnouncement,
  names: "announcement",
  async handle({ app, params, principal }) {
    const row = await findAnnouncement(app.database, params.id);
    if (row === undefined || row.deletedAtMs !== null) return notFound("announcement");
    if (row.state !== "published" && !isAtLeast(principal.role, "steward")) return notFound("announcement");
    return { answer: await showAnnouncement(app, row) };
  },
});

const patch = route({
  method: "patch",
  path: "/announcements/{id}",
  id: "reviseAnnouncement",
  summary: "Change an announcement, everywhere; what is left out stays",
  role: "steward",
  params: idParams,
  query: none,
  body: z.strictObject({
    ...fields,
    content: fields.content.exactOptional(),
    pinned: z
      .boolean()
      .exactOptional()
      .meta({ description: `Whether it stands first on the profile; at most ${maxPinned} do` }),
  }),
  status: 200,
  answer: answeredAnnouncement,
  names: "announcement",
  problems: ["conflict"],
  async handle({ app, partners, params, body }) {
    const before = await findAnnouncement(app.database, params.id);
    if (before === undefined || before.deletedAtMs !== null) return notFound("announcement");
    const { pinned, ...rest } = body;
    const who = await named({ app, partners }, { ...rest, content: rest.content ?? before.content }, before.mentions);
    // What was left as plain text before may stay so.
    if ("problem" in who && rest.content !== undefined) return who;
    const revised = await reviseAnnouncement(app, params.id, { ...changeOf(rest), ...("mentions" in who && who) });
    if (revised.outcome !== "done" || pinned === undefined) return answered({ app }, revised);
    return pin(app, params.id, pinned);
  },
});

async function pin(app: Surroundings["app"], id: string, pinned: boolean) {
  const { outcome } = pinned ? await pinAnnouncement(app, id) : await unpinAnnouncement(app, id);
  if (outcome === "too-many")
    return problem("conflict", `At most ${maxPinned} can be pinned: unpin another one first.`);
  if (outcome === "not-public") return problem("conflict", "Only what is public can be pinned.");
  const row = await findAnnouncement(app.database, id);
  return row === undefined || outcome === "unknown"
    ? notFound("announcement")
    : { answer: await showAnnouncement(app, row) };
}

const remove = route({
  method: "delete",
  path: "/announcements/{id}",
  id: "withdrawAnnouncement",
  summary: "Remove an announcement here, and ask everyone to do the same",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "announcement",
  async handle({ app, params }) {
    const done = await withdrawAnnouncement(app, params.id);
    return done.outcome === "unknown" ? notFound("announcement") : { answer: {} };
  },
});

export const announcementRoutes = [post, list, get, patch, remove];
