import { beforeAll, beforeEach } from "vitest";
import type { Event } from "#src/store/events.ts";
import type { PageOutcome } from "#src/app/attendance-page.ts";
import { answerFromAfar, leaveFromAfar } from "#src/app/attendance-remote.ts";
import type { Context } from "#src/app/context.ts";
import { sendDueMails, type Letter, type MailResult, type SentLetter } from "#src/app/mail.ts";
import type { RemoteActorCard } from "#src/app/partners.ts";
import type { Engine } from "#test/rig.ts";
import { openSide } from "./pair.ts";

const hourMs = 3_600_000;

/** An event of the coop, tomorrow, as it stands in the store. */
export async function planEvent(app: Context, changes: Partial<Event> = {}): Promise<Event> {
  const startsAtMs = app.nowMs() + 24 * hourMs;
  const event: Event = {
    id: app.newId(),
    actorId: "coop",
    seriesId: null,
    name: { en: "Commons hour", ca: "Hora dels comuns" },
    description: {},
    descriptionHtml: {},
    startsAtMs,
    endsAtMs: startsAtMs + hourMs,
    timeZone: "Europe/Madrid",
    recurrence: null,
    place: { name: { en: "Ateneu" }, locality: "Barcelona" },
    onlineUrl: null,
    agreementId: null,
    languages: ["en"],
    interpretation: [],
    capacity: null,
    organisers: [],
    joinMode: "free",
    externalUrl: null,
    answersUntilMs: null,
    hashtags: [],
    pictures: [],
    state: "published",
    status: "confirmed",
    cancelNote: {},
    sequence: 0,
    publishedAtMs: app.nowMs(),
    updatedAtMs: null,
    deletedAtMs: null,
    ...changes,
  };
  await app.database.transaction(({ q, t }) => q.insert(t.events).values(event));
  return event;
}

/** Somebody on another server. */
export const stranger = (name: string, host = "mobilizon.example"): RemoteActorCard => ({
  actor: `https://${host}/@${name}`,
  type: "Person",
  address: `${name}@${host}`,
  name,
  url: `https://${host}/@${name}`,
  inbox: `https://${host}/@${name}/inbox`,
  sharedInbox: `https://${host}/inbox`,
  alsoKnownAs: [],
});

export interface AnswersWorld {
  app: Context;
  clock: { nowMs: number };
  letters: SentLetter[];
  /** How the mail server takes a letter. */
  mailServer: (letter: SentLetter) => MailResult;
}

/** A coop with events and a mail server; one store for a whole file, with nothing in it but the events of earlier tests. */
export function useAnswers(engine: Engine) {
  const world = { letters: [] as SentLetter[] } as unknown as AnswersWorld;
  beforeAll(async () => {
    world.clock = { nowMs: Date.UTC(2027, 2, 1, 12) };
    const send = (letter: SentLetter): Promise<MailResult> => {
      world.letters.push(letter);
      return Promise.resolve(world.mailServer(letter));
    };
    const { context } = await openSide(await engine.open(), "here", world.clock);
    world.app = { ...context, mail: { from: "events@here.example", send } };
  });
  beforeEach(async () => {
    world.mailServer = () => ({ sent: true });
    world.letters = [];
    await world.app.database.transaction(async ({ q, t }) => {
      for (const table of [t.attendances, t.outbox, t.mails, t.keyValues, t.domainRules]) await q.delete(table);
    });
  });

  const join = (event: Event, name: string, number = 1) =>
    answerFromAfar(world.app, {
      eventId: event.id,
      person: stranger(name),
      activity: `https://mobilizon.example/join/${name}/${number}`,
      via: "join",
    });
  const leave = (event: Event, name: string) =>
    leaveFromAfar(world.app, { actor: stranger(name).actor, eventId: event.id });
  const states = async (event: Event) => {
    const { q, t } = world.app.database;
    const rows = (await q.select().from(t.attendances)).filter(({ eventId }) => eventId === event.id);
    return Object.fromEntries(rows.map((row) => [row.actor?.split("@")[1] ?? "page", row.state]));
  };
  /** What the outbox says, each as its kind and to whom, and empties it. */
  const said = async (): Promise<string[]> => {
    const { q, t } = world.app.database;
    const rows = await q.select().from(t.outbox);
    await world.app.database.transaction((session) => session.q.delete(session.t.outbox));
    return rows
      .filter(({ message }) => message.type.startsWith("attendance-"))
      .map(({ message, inbox }) => `${message.type.slice(11)} ${/@(\w+)/.exec(inbox)?.[1] ?? inbox}`);
  };
  const written = async (): Promise<Letter[]> => {
    await sendDueMails(world.app);
    return world.letters.splice(0);
  };
  const tokenOf = (outcome: PageOutcome): string => {
    if (outcome.outcome !== "kept") throw new Error(outcome.outcome);
    return outcome.token;
  };
  const linkIn = (letter: Letter | undefined): string => /attending\/([\w-]{22})\b/.exec(letter?.text ?? "")?.[1] ?? "";
  return { world, join, leave, states, said, written, tokenOf, linkIn };
}
