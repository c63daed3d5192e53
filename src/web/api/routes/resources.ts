import { z } from "zod";
import {
  changeResource,
  findResourceView,
  listResourceViews,
  removeResource,
  shareResource,
  type ResourceOutcome,
  type ResourceRefusal,
  type ResourceView,
} from "#src/app/resources.ts";
import { placeOf } from "#src/app/publication.ts";
import type { AgreedInside } from "#src/app/resource-calendar.ts";
import { isHandle } from "#src/domain/identity.ts";
import { features, platforms } from "#src/domain/resource.ts";
import { answeredCalendar, answeredPlace, calendar, place, shownCalendar, shownPlace } from "#src/web/api/calendar.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredLanguages,
  answeredTexts,
  energy,
  idParams,
  iri,
  languageTag,
  listOf,
  localizedText,
  none,
  pageQuery,
  present,
  seats,
  text,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const address = z
  .url({ protocol: /^https?$/, error: "the http or https address of the room" })
  .max(2000, "an address of at most 2000 characters")
  .meta({ description: "The room's URL (platform `link`); never shown publicly" });
const handle = z.string().refine(isHandle, "of a–z, 0–9 and _, up to 30 characters");
const location = text(200);
const languages = z.array(languageTag).max(40, "at most 40 languages");
const featureList = z.array(z.enum(features, { error: features.join(", ") })).max(features.length);
const category = text(100);

const described = {
  name: localizedText(200),
  summary: localizedText(5000).exactOptional(),
  location: location.exactOptional(),
};

const settings = {
  energyStatement: text(500)
    .nullable()
    .exactOptional()
    .meta({ description: "How it is known where the energy comes from, in the coop's own words" }),
  place: place.nullable().exactOptional().meta({ description: "Where it stands" }),
  rooms: seats
    .nullable()
    .exactOptional()
    .meta({ description: "Rooms in use at once; null: as many as the seats allow" }),
  calendar: calendar.nullable().exactOptional().meta({ description: "Replaces the whole; null: always open" }),
};

const newResource = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("meeting-server"),
      ...described,
      handle: handle.exactOptional(),
      platform: z.enum(platforms, { error: platforms.join(", ") }),
      seats,
      address: address.exactOptional(),
      languages: languages.exactOptional(),
      energy: energy.exactOptional(),
      features: featureList.exactOptional(),
      ...settings,
    }),
    z.strictObject({ kind: z.literal("other"), ...described, handle: handle.exactOptional(), category }),
  ],
  { error: "of kind meeting-server or other" },
);

const changes = z.strictObject({
  name: localizedText(200).exactOptional(),
  summary: localizedText(5000).exactOptional(),
  location: location.nullable().exactOptional(),
  seats: seats.exactOptional(),
  address: address.nullable().exactOptional(),
  languages: languages.exactOptional(),
  energy: energy.exactOptional(),
  features: featureList.exactOptional(),
  ...settings,
  category: category.exactOptional(),
  closesOverAgreed: z
    .boolean()
    .exactOptional()
    .meta({ description: "It is known which agreements lie where `calendar` closes; they stand" }),
});

const resource = z.object({
  id: uuid,
  actor: iri,
  kind: z.enum(["meeting-server", "other"]),
  handle: z.string(),
  name: answeredTexts,
  summary: answeredTexts,
  location: z.string().exactOptional(),
  category: z.string().exactOptional(),
  platform: z.string().exactOptional(),
  seats: z.int().exactOptional(),
  hasAddress: z
    .boolean()
    .meta({ description: "Whether the way into the room is known; the address itself is never answered" }),
  languages: answeredLanguages,
  energy,
  energyStatement: z.string().exactOptional(),
  features: z.array(z.string()),
  place: answeredPlace.exactOptional(),
  rooms: z.int().exactOptional(),
  calendar: answeredCalendar.exactOptional(),
});

const shown = (view: ResourceView): z.output<typeof resource> => ({
  id: view.id,
  actor: view.actor,
  kind: view.kind,
  handle: view.handle,
  name: { ...view.name },
  summary: { ...view.summary },
  ...present({ location: view.location, category: view.category, platform: view.platform, seats: view.seats }),
  hasAddress: view.hasAddress,
  languages: [...view.languages],
  energy: view.energy,
  features: [...view.features],
  ...settingsOf(view),
});

function settingsOf(view: ResourceView) {
  const at = placeOf(view);
  const hours = view.calendar === null ? undefined : shownCalendar(view.calendar);
  return present({
    energyStatement: view.energyStatement,
    rooms: view.rooms,
    place: at && shownPlace(at),
    calendar: hours,
  });
}

function answered(done: ResourceOutcome): { readonly answer: z.output<typeof resource> } | Problem {
  switch (done.outcome) {
    case "done":
      return { answer: shown(done.resource) };
    case "not-found":
      return notFound("resource");
    case "refused":
      return refusalProblem(done.refusal);
  }
}

function refusalProblem(refusal: ResourceRefusal): Problem {
  switch (refusal.reason) {
    case "handle-taken":
      return problem("conflict", `The handle ${refusal.handle} is taken, or was once.`);
    case "address-invalid":
      return notValid([{ field: "body.address", message: "is no address that this platform can lead to" }]);
    case "seats-agreed":
      return problem("conflict", `${refusal.least} seats are agreed or held already, so there cannot be fewer.`);
    case "rooms-agreed":
      return problem("conflict", `${refusal.least} rooms are agreed or held already, so there cannot be fewer.`);
    case "slots-agreed":
      return problem("conflict", closesOverWords(refusal.agreements));
    case "kind-mismatch":
      return problem("conflict", "A resource of this kind has no such property.");
  }
}

/** Which agreements lie where it would be closed, the first few by name. */
function closesOverWords(agreements: readonly AgreedInside[]): string {
  const named = agreements
    .slice(0, 20)
    .map(
      ({ id, title, startsAtMs, endsAtMs }) =>
        `${title} (${id}, ${writeInstant(startsAtMs)} to ${writeInstant(endsAtMs)})`,
    );
  const more = agreements.length > named.length ? ` and ${agreements.length - named.length} more` : "";
  return `It would be closed while this is agreed: ${named.join("; ")}${more}. These agreements stand; say closesOverAgreed to close all the same.`;
}

const post = route({
  method: "post",
  path: "/resources",
  id: "shareResource",
  summary: "Add a meeting server, or anything else that is shared",
  role: "operator",
  params: none,
  query: none,
  body: newResource,
  status: 201,
  answer: resource,
  problems: ["conflict"],
  handle: async ({ app, body }) => answered(await shareResource(app, body)),
});

const list = route({
  method: "get",
  path: "/resources",
  id: "listResources",
  summary: "What this coop shares",
  role: "member",
  params: none,
  query: z.strictObject(pageQuery),
  body: none,
  status: 200,
  answer: listOf(resource),
  async handle({ app, query }) {
    const page = await listResourceViews(app, query);
    return { answer: { ...page, items: page.items.map(shown) } };
  },
});

const get = route({
  method: "get",
  path: "/resources/{id}",
  id: "getResource",
  summary: "One thing that this coop shares",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: resource,
  names: "resource",
  async handle({ app, params }) {
    const view = await findResourceView(app, params.id);
    return view === undefined || view.deletedAtMs !== null ? notFound("resource") : { answer: shown(view) };
  },
});

const patch = route({
  method: "patch",
  path: "/resources/{id}",
  id: "changeResource",
  summary: "Change what a resource is or says",
  role: "operator",
  params: idParams,
  query: none,
  body: changes,
  status: 200,
  answer: resource,
  names: "resource",
  problems: ["conflict"],
  handle: async ({ app, params, body }) => answered(await changeResource(app, params.id, body)),
});

const remove = route({
  method: "delete",
  path: "/resources/{id}",
  id: "removeResource",
  summary: "Remove a resource: its proposals are withdrawn, its open offers refused; what was agreed stays",
  role: "operator",
  params: idParams,
  query: none,
  body: none,
  status: 204,
  answer: none,
  names: "resource",
  async handle({ app, params }) {
    const done = answered(await removeResource(app, params.id));
    return "problem" in done ? done : { answer: {} };
  },
});

export const resourceRoutes = [post, list, get, patch, remove];
