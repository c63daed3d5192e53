import { z } from "zod";
import { reviseSeries } from "#src/app/event-series-change.ts";
import { createSeries, endSeries, type SeriesOutcome } from "#src/app/event-series.ts";
import { createEvent, removeEvent, reviseEvent, type EventOutcome } from "#src/app/events.ts";
import { pageOf } from "#src/app/page.ts";
import { maxRuleLength } from "#src/domain/recurrence.ts";
import { isAtLeast } from "#src/domain/role.ts";
import { findEvent, findSeries, listEvents, listSeries, type Event } from "#src/store/events.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { notValid, route, type Surroundings } from "#src/web/api/route.ts";
import { idParams, instant, listOf, none, pageQuery, text, uuid } from "#src/web/api/schemas.ts";
import { answeredEvent, answeredSeries, showEvent, showSeries } from "./event-answer.ts";
import { fields, refused, wantedOf } from "./event-fields.ts";

const answerEvent = async (app: Surroundings["app"], done: EventOutcome) =>
  done.outcome === "done" ? { answer: await showEvent(app, done.event) } : refused(done, "event");

async function answerSeries(app: Surroundings["app"], done: SeriesOutcome) {
  if (done.outcome === "done") return { answer: await showSeries(app, done.series, done.dates) };
  if (done.outcome !== "rule") return refused(done, "series of events");
  return notValid([{ field: "body.rule", message: `cannot be taken: ${done.problem.because}` }]);
}

const holder = uuid.exactOptional().meta({ description: "A circle's id; without it, the coop holds it" });
const common = { role: "steward", query: none, asksOthers: true } as const;

const post = route({
  ...common,
  method: "post",
  path: "/events",
  id: "planEvent",
  summary: "Plan an event of the coop or of a circle, for everyone who follows it",
  params: none,
  body: z.strictObject({ ...fields, holder }),
  status: 201,
  answer: answeredEvent,
  async handle({ app, partners, body: { holder: actorId, ...body } }) {
    const wanted = await wantedOf({ app, partners }, body);
    if ("problem" in wanted) return wanted;
    const { name, start: startsAtMs, end: endsAtMs } = body;
    const event = { ...wanted, name, startsAtMs, endsAtMs, ...(actorId !== undefined && { actorId }) };
    return answerEvent(app, await createEvent(app, event));
  },
});

const list = route({
  method: "get",
  path: "/events",
  id: "listEvents",
  summary: "Events of this coop and its circles, the latest first",
  role: "member",
  params: none,
  query: z.strictObject({
    ...pageQuery,
    from: instant.exactOptional().meta({ description: "Those that are not over then" }),
    until: instant.exactOptional().meta({ description: "Those that begin before then" }),
    series: uuid.exactOptional(),
    state: z.enum(["draft", "published"]).exactOptional().meta({ description: "Drafts are for stewards" }),
  }),
  body: none,
  status: 200,
  answer: listOf(answeredEvent),
  async handle({ app, query: { from, until, series, state = "published", ...query }, principal }) {
    if (state === "draft" && !isAtLeast(principal.role, "steward"))
      return problem("not-allowed", "Only stewards see what is not public yet.");
    const filter = {
      state,
      order: "latest" as const,
      ...(from !== undefined && { fromMs: from }),
      ...(until !== undefined && { untilMs: until }),
      ...(series !== undefined && { seriesId: series }),
    };
    const page = await pageOf<Event>(query, (part) => listEvents(app.database, { ...filter, ...part }));
    return { answer: { ...page, items: await Promise.all(page.items.map((row) => showEvent(app, row))) } };
  },
});

const get = route({
  method: "get",
  path: "/events/{id}",
  id: "getEvent",
  summary: "One event",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: answeredEvent,
  names: "event",
  async handle({ app, params, principal }) {
    const row = await findEvent(app.database, params.id);
    const isHidden = row?.state === "draft" && !isAtLeast(principal.role, "steward");
    if (row === undefined || row.deletedAtMs !== null || isHidden) return notFound("event");
    return { answer: await showEvent(app, row) };
  },
});

const changes = {
  ...fields,
  name: fields.name.exactOptional(),
  start: instant.exactOptional(),
  end: instant.exactOptional(),
};

const patch = route({
  ...common,
  method: "patch",
  path: "/events/{id}",
  id: "reviseEvent",
  summary: "Change an event, everywhere; what is left out stays. Of a series it changes this date alone",
  params: idParams,
  body: z.strictObject(changes),
  status: 200,
  answer: answeredEvent,
  names: "event",
  problems: ["conflict"],
  async handle({ app, partners, params, body }) {
    const wanted = await wantedOf({ app, partners }, body);
    return "problem" in wanted ? wanted : answerEvent(app, await reviseEvent(app, params.id, wanted));
  },
});

const remove = route({
  method: "delete",
  path: "/events/{id}",
  id: "removeEvent",
  summary: "Remove an event here, and ask everyone to do the same",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "event",
  async handle({ app, params }) {
    const done = await removeEvent(app, params.id);
    return done.outcome === "unknown" ? notFound("event") : { answer: {} };
  },
});

const rule = text(maxRuleLength).meta({
  description: "RFC 5545 RRULE; without COUNT or UNTIL it goes on until it is ended",
});

const repeat = route({
  ...common,
  method: "post",
  path: "/event-series",
  id: "repeatEvent",
  summary: "Plan an event that repeats; dates are made up to 90 days ahead, each an event of its own",
  params: none,
  body: z.strictObject({ ...fields, holder, rule }),
  status: 201,
  answer: answeredSeries,
  async handle({ app, partners, body: { holder: actorId, rule: wantedRule, ...body } }) {
    const wanted = await wantedOf({ app, partners }, body);
    if ("problem" in wanted) return wanted;
    const { name, start: startsAtMs, end: endsAtMs } = body;
    const series = {
      ...wanted,
      name,
      startsAtMs,
      endsAtMs,
      rule: wantedRule,
      ...(actorId !== undefined && { actorId }),
    };
    return answerSeries(app, await createSeries(app, series));
  },
});

const listRepeating = route({
  method: "get",
  path: "/event-series",
  id: "listEventSeries",
  summary: "Events that repeat, newest first, with their dates ahead",
  role: "steward",
  params: none,
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(answeredSeries),
  async handle({ app, query }) {
    const page = await pageOf(query, (part) => listSeries(app.database, part));
    const show = async (row: (typeof page.items)[number]) =>
      showSeries(app, row, await listEvents(app.database, { seriesId: row.id, fromMs: app.nowMs(), limit: 100 }));
    return { answer: { ...page, items: await Promise.all(page.items.map(show)) } };
  },
});

const patchSeries = route({
  ...common,
  method: "patch",
  path: "/event-series/{id}",
  id: "reviseEventSeries",
  summary: "Change the dates ahead of an event that repeats; what was changed by hand in single dates stays",
  params: idParams,
  body: z.strictObject({
    ...changes,
    rule: rule.exactOptional(),
    event: uuid.meta({ description: "The date that it is decided on: start and end are its own" }),
    scope: z.enum(["following", "all"]).meta({ description: "That date and all after it, or all ahead" }),
  }),
  status: 200,
  answer: answeredSeries,
  names: "series of events",
  problems: ["conflict"],
  async handle({ app, partners, params, body: { event, scope, rule: newRule, ...body } }) {
    const date = await findEvent(app.database, event);
    if (date?.seriesId !== params.id)
      return notValid([{ field: "body.event", message: "should be a date of this series" }]);
    const wanted = await wantedOf({ app, partners }, body);
    if ("problem" in wanted) return wanted;
    const change = { ...wanted, scope, ...(newRule !== undefined && { rule: newRule }) };
    return answerSeries(app, await reviseSeries(app, event, change));
  },
});

const end = route({
  method: "delete",
  path: "/event-series/{id}",
  id: "endEventSeries",
  summary: "End an event that repeats: its dates ahead are cancelled, or only those from one of them on",
  role: "steward",
  params: idParams,
  query: z.strictObject({ from: uuid.exactOptional().meta({ description: "The first date that is cancelled" }) }),
  body: none,
  status: 204,
  answer: none,
  names: "series of events",
  async handle({ app, params, query: { from } }) {
    if ((await findSeries(app.database, params.id)) === undefined) return notFound("series of events");
    const done = await endSeries(app, params.id, from === undefined ? {} : { fromId: from });
    return done.outcome === "done"
      ? { answer: {} }
      : notValid([{ field: "query.from", message: "should be a date of this series" }]);
  },
});

export const eventRoutes = [post, list, get, patch, remove, repeat, listRepeating, patchSeries, end];
