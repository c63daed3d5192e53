import { z } from "zod";
import type { RemoteActorRow } from "#src/store/remote-actors.ts";
import type { RemoteObjectRow } from "#src/store/remote-objects.ts";
import { answeredInstant, answeredTexts, present, writeInstant } from "#src/web/api/schemas.ts";

/** Somebody of another server, in answers of the API. */
export const remoteActor = z.object({
  actor: z.string(),
  name: z.string().exactOptional(),
  address: z
    .string()
    .exactOptional()
    .meta({ description: "user@host", examples: ["rosa@mastodon.example"] }),
  url: z.string().exactOptional(),
  type: z.string().exactOptional(),
});

export const showActor = (actor: string, card: RemoteActorRow | undefined): z.output<typeof remoteActor> =>
  card === undefined ? { actor } : { actor, name: card.name, address: card.address, url: card.url, type: card.type };

/** What somebody of another server said, made harmless. */
export const remoteObject = z.object({
  object: z.string(),
  type: z.string(),
  author: remoteActor,
  name: answeredTexts,
  content: answeredTexts.meta({ description: "HTML, made harmless, by language tag; `und` where none is said" }),
  contentNote: z.string().exactOptional(),
  url: z.string(),
  inReplyTo: z.string().exactOptional(),
  audience: z.string().exactOptional(),
  public: z.boolean(),
  attachments: z.array(z.object({ url: z.string(), mediaType: z.string(), alt: z.string() })),
  startsAt: answeredInstant.exactOptional(),
  endsAt: answeredInstant.exactOptional(),
  publishedAt: answeredInstant,
  updatedAt: answeredInstant.exactOptional(),
});

export const showObject = (
  said: RemoteObjectRow,
  author: RemoteActorRow | undefined,
): z.output<typeof remoteObject> => ({
  object: said.object,
  type: said.type,
  author: showActor(said.attributedTo, author),
  name: { ...said.name },
  content: { ...said.contentHtml },
  url: said.url,
  public: said.isPublic,
  attachments: said.attachments.map((each) => ({ ...each })),
  publishedAt: writeInstant(said.publishedAtMs),
  ...present({
    contentNote: said.contentNote ?? undefined,
    inReplyTo: said.inReplyTo ?? undefined,
    audience: said.audience ?? undefined,
    startsAt: moment(said.startsAtMs),
    endsAt: moment(said.endsAtMs),
    updatedAt: moment(said.updatedAtMs),
  }),
});

const moment = (atMs: number | null): string | undefined => (atMs === null ? undefined : writeInstant(atMs));
