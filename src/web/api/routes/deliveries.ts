import { z } from "zod";
import { retryDeliveries, retryDelivery, viewDeliveries, viewDelivery, type DeliveryView } from "#src/app/delivery.ts";
import { listHosts, type HostView } from "#src/app/delivery-hosts.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  iri,
  listOf,
  none,
  pageQuery,
  present,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const about = iri.meta({ description: "The address of a post, an event, an agreement, an entry, a statement…" });
const host = z
  .string()
  .max(300)
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, "an origin, as in https://coop.example")
  .meta({ description: "Scheme, host and port of a server", examples: ["https://coop.example"] });
const states = ["waiting", "failed", "done", "dropped"] as const;
const state = z.enum(states).meta({
  description: "`failed` is tried again by itself; `dropped` is given up, or was taken back before it arrived",
});

const delivery = z.object({
  id: uuid,
  about: z.string().exactOptional(),
  kind: z.string().meta({ description: "What kind of message it is", examples: ["announcement-create"] }),
  host: z.string(),
  inbox: z.string(),
  state,
  taken: z.boolean().meta({ description: "The server has it; what it answers is still to come" }),
  attempts: z.int(),
  status: z.int().exactOptional().meta({ description: "What the server answered last" }),
  trouble: z
    .string()
    .exactOptional()
    .meta({
      description: "Why the last attempt failed, as a word of a closed set",
      examples: ["silent", "certificate-expired", "signature", "failing"],
    }),
  error: z.string().exactOptional().meta({ description: "The same as it was written down" }),
  saidAt: answeredInstant,
  lastAttemptAt: answeredInstant.exactOptional(),
  nextAttemptAt: answeredInstant.exactOptional(),
  doneAt: answeredInstant.exactOptional(),
  stopsAt: answeredInstant.exactOptional().meta({ description: "Until when it is tried; absent when for ever" }),
  mayRetry: z.boolean(),
});

const moment = (atMs: number | null | undefined): string | undefined =>
  atMs === null || atMs === undefined ? undefined : writeInstant(atMs);

const shown = (view: DeliveryView): z.output<typeof delivery> => ({
  id: view.id,
  kind: view.kind,
  host: view.host,
  inbox: view.inbox,
  state: view.state,
  taken: view.isTaken,
  attempts: view.attempts,
  saidAt: writeInstant(view.saidAtMs),
  mayRetry: view.mayRetry,
  ...present({ about: view.about, status: view.status, trouble: view.trouble, error: view.error }),
  ...present({
    lastAttemptAt: moment(view.lastAttemptAtMs),
    nextAttemptAt: moment(view.nextAttemptAtMs),
    doneAt: moment(view.doneAtMs),
    stopsAt: moment(view.stopsAtMs),
  }),
});

const list = route({
  method: "get",
  path: "/deliveries",
  id: "listDeliveries",
  summary: "What was said to other servers: who has it, who has not and why, and what happens next",
  role: "operator",
  params: none,
  query: z.strictObject({
    ...pageQuery,
    about: about.exactOptional(),
    host: host.exactOptional(),
    state: state.exactOptional(),
  }),
  body: none,
  status: 200,
  answer: listOf(delivery),
  async handle({ app, query }) {
    const page = await viewDeliveries(app, query);
    return { answer: { ...page, items: page.items.map(shown) } };
  },
});

const retryOne = route({
  method: "post",
  path: "/deliveries/{id}/retry",
  id: "retryDelivery",
  summary: "Try one message again now",
  description:
    "Also an announcement that was given up, for 30 days, unless it was changed or removed since. Repeating it does no harm.",
  role: "operator",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: delivery,
  names: "message",
  problems: ["conflict"],
  async handle({ app, params }) {
    const done = await retryDelivery(app, params.id);
    const view = await viewDelivery(app, params.id);
    if (done.outcome === "unknown" || view === undefined) return notFound("message");
    if (done.outcome === "done") return { answer: shown(view) };
    return problem(
      "conflict",
      view.state === "done"
        ? "The server has it already."
        : "It was taken back, or something newer was said since, so that it is not said again.",
    );
  },
});

const retryMany = route({
  method: "post",
  path: "/deliveries/retry",
  id: "retryDeliveries",
  summary: "Try everything that waits again now, about one thing or for one server",
  description: "A server that fails is tried with one message; the others follow when it takes that.",
  role: "operator",
  params: none,
  query: none,
  body: z.strictObject({ about: about.exactOptional(), host: host.exactOptional() }),
  status: 200,
  answer: z.object({ retried: z.int().meta({ description: "How many messages" }) }),
  async handle({ app, body }) {
    if (body.about === undefined && body.host === undefined)
      return notValid([{ field: "body", message: "should name `about` or `host`" }]);
    return { answer: { retried: await retryDeliveries(app, body) } };
  },
});

const signature = z.enum(["draft-cavage", "rfc9421"]);

const server = z.object({
  host: z.string(),
  failures: z.int().meta({ description: "In a row" }),
  waiting: z.int().meta({ description: "How many messages wait for it" }),
  oldestAt: answeredInstant.exactOptional(),
  nextAttemptAt: answeredInstant.exactOptional(),
  trouble: z.string().exactOptional(),
  error: z.string().exactOptional(),
  lastAnsweredAt: answeredInstant.exactOptional(),
  lastFailedAt: answeredInstant.exactOptional(),
  lastReceivedAt: answeredInstant.exactOptional(),
  takesSignature: signature.exactOptional(),
  sendsSignature: signature.exactOptional(),
  software: z.string().exactOptional(),
  softwareVersion: z.string().exactOptional(),
  clockAheadMs: z.int().exactOptional().meta({ description: "How far its clock is ahead of ours" }),
});

const shownServer = (view: HostView): z.output<typeof server> => ({
  host: view.host,
  failures: view.failures,
  waiting: view.waiting,
  ...present({ trouble: view.trouble, error: view.error, clockAheadMs: view.clockDifferenceMs }),
  ...present({ takesSignature: view.signature, sendsSignature: view.receivedSignature }),
  ...present({ software: view.software, softwareVersion: view.softwareVersion }),
  ...present({ oldestAt: moment(view.oldestAtMs), nextAttemptAt: moment(view.nextAttemptAtMs) }),
  ...present({ lastAnsweredAt: moment(view.lastSuccessAtMs), lastFailedAt: moment(view.lastFailureAtMs) }),
  ...present({ lastReceivedAt: moment(view.lastReceivedAtMs) }),
});

const servers = route({
  method: "get",
  path: "/delivery/hosts",
  id: "listDeliveryHosts",
  summary: "Every server that this node talks to, and how messages flow",
  description: "By name.",
  role: "operator",
  params: none,
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: host.exactOptional().meta({ description: "`next` of the page before" }),
  }),
  body: none,
  status: 200,
  answer: listOf(server),
  async handle({ app, query }) {
    const page = await listHosts(app, query);
    return { answer: { ...page, items: page.items.map(shownServer) } };
  },
});

export const deliveryRoutes = [list, retryMany, retryOne, servers];
