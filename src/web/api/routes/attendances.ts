import { z } from "zod";
import { pageAttendees, viewAttendee, type Attendee } from "#src/app/attendee-list.ts";
import { acceptAttendance, refuseAttendance, type StewardsWord } from "#src/app/attendances.ts";
import type { Context } from "#src/app/context.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  listOf,
  none,
  pageQuery,
  present,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const attendance = z.object({
  id: uuid,
  state: z.enum(["unconfirmed", "asked", "waiting", "coming", "refused", "left"]).meta({
    description:
      "`unconfirmed`: the e-mail was not confirmed yet; `asked`: waits for a steward; `waiting`: for a place, in order of `answered`",
  }),
  via: z.enum(["join", "reply", "page"]).meta({ description: "From their own server, by a reply, or on our page" }),
  name: z.string().meta({ description: "Empty once it was erased, 30 days after the event" }),
  actor: z.string().exactOptional(),
  address: z.string().exactOptional(),
  email: z.string().exactOptional(),
  note: z.string().exactOptional(),
  answered: answeredInstant,
});

const shown = (person: Attendee): z.output<typeof attendance> => ({
  id: person.id,
  state: person.state,
  via: person.via,
  name: person.name,
  answered: writeInstant(person.joinedAtMs),
  ...present({ actor: person.actor, address: person.address, email: person.email, note: person.note }),
});

const common = { role: "steward", params: idParams } as const;

const list = route({
  ...common,
  method: "get",
  path: "/events/{id}/attendances",
  id: "listAttendances",
  summary: "Who answered an event of ours, newest first",
  description: "Names, addresses and notes are personal; they are erased 30 days after the event.",
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(attendance),
  names: "event",
  async handle({ app, params, query }) {
    const { limit, cursor } = query;
    const page = { limit: limit + 1, ...present({ before: cursor }) };
    const people = await pageAttendees(app, params.id, page);
    if (people === undefined) return notFound("event");
    const items = people.slice(0, limit).map(shown);
    return { answer: { items, ...present({ next: people.length > limit ? items.at(-1)?.id : undefined }) } };
  },
});

const act = { ...common, method: "post", query: none, body: none, status: 200, answer: attendance } as const;
const names = { names: "attendance", problems: ["conflict"] } as const;

async function answerOf(
  app: Context,
  done: StewardsWord,
): Promise<{ readonly answer: z.output<typeof attendance> } | Problem> {
  switch (done.outcome) {
    case "unknown":
      return notFound("attendance");
    case "done":
      return { answer: shown(await viewAttendee(app, done.attendance)) };
    case "not-now":
      return problem("conflict", `It is ${done.state}: they took it back, or have not confirmed it yet.`);
  }
}

const accept = route({
  ...act,
  ...names,
  path: "/attendances/{id}/accept",
  id: "acceptAttendance",
  summary: "Say yes to somebody who asked, or whom you had refused",
  description: "When it is full they go to the end of the waiting list. They are told either way.",
  handle: async ({ app, params }) => answerOf(app, await acceptAttendance(app, params.id)),
});

const refuse = route({
  ...act,
  ...names,
  path: "/attendances/{id}/refuse",
  id: "refuseAttendance",
  summary: "Say no to somebody, or take their place back; the next one on the list moves up",
  handle: async ({ app, params }) => answerOf(app, await refuseAttendance(app, params.id)),
});

export const attendanceRoutes = [list, accept, refuse];
