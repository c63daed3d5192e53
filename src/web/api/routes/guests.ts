import { z } from "zod";
import { attend, findMeeting, nameModerators, roleIn } from "#src/app/attending.ts";
import type { Context } from "#src/app/context.ts";
import {
  createGuestLink,
  listGuestLinks,
  mostGuestLinks,
  revokeGuestLink,
  type GuestLinkView,
} from "#src/app/guests.ts";
import { isPlainName, longestGuestName, plainName, roomRoles } from "#src/domain/pass.ts";
import { listUsers } from "#src/store/people.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import {
  answeredInstant,
  idParams,
  languageTag,
  listOf,
  none,
  present,
  text,
  uuid,
  writeInstant,
} from "#src/web/api/schemas.ts";

const role = z.enum(roomRoles).meta({ description: "What the guest may do in the room" });

const guestLink = z.object({
  id: uuid,
  agreement: uuid,
  label: z.string().meta({ description: "For whom it is, for your own people" }),
  role,
  url: z.url().meta({ description: "Whoever has it comes in, until it is revoked or the meeting is over" }),
  created: answeredInstant,
  revoked: answeredInstant.exactOptional(),
});

const shownLink = (link: GuestLinkView): z.output<typeof guestLink> => ({
  id: link.id,
  agreement: link.agreementId,
  label: link.label,
  role: link.role,
  url: link.url,
  created: writeInstant(link.createdAtMs),
  ...present({ revoked: link.revokedAtMs === null ? null : writeInstant(link.revokedAtMs) }),
});

const ofOurs = "agreement of ours as receiver";

const common = { role: "operator", params: idParams, query: none } as const;

const list = route({
  ...common,
  method: "get",
  path: "/agreements/{id}/guests",
  id: "listGuestLinks",
  summary: "Links with which guests come to a meeting of ours, newest first",
  body: none,
  status: 200,
  answer: listOf(guestLink),
  names: ofOurs,
  async handle({ app, params }) {
    const links = await listGuestLinks(app, params.id);
    return links === undefined ? notFound(ofOurs) : { answer: { items: links.map(shownLink) } };
  },
});

const post = route({
  ...common,
  method: "post",
  path: "/agreements/{id}/guests",
  id: "createGuestLink",
  summary: "Make a link for guests (receiver)",
  description:
    "One link serves as many people as you give it to; each says their own name. No account is made, and nothing is kept.",
  body: z.strictObject({
    label: text(longestGuestName).meta({ description: "For whom it is; guests do not see it" }),
    role: role.default("participant"),
  }),
  status: 201,
  answer: guestLink,
  names: ofOurs,
  problems: ["conflict"],
  async handle({ app, params, body }) {
    const label = plainName(body.label);
    if (label === "") return notValid([{ field: "body.label", message: "should be a text that can be read" }]);
    const made = await createGuestLink(app, params.id, { label, role: body.role });
    switch (made.outcome) {
      case "done":
        return { answer: shownLink(made.link) };
      case "not-found":
        return notFound(ofOurs);
      case "over":
        return problem("conflict", "The meeting is over or does not take place.");
      case "too-many":
        return problem("conflict", `There are ${mostGuestLinks} links already; one serves several people.`);
    }
  },
});

const revoke = route({
  ...common,
  method: "delete",
  path: "/guests/{id}",
  id: "revokeGuestLink",
  summary: "Take a guest link back: nobody comes in with it any more",
  body: none,
  status: 204,
  answer: none,
  names: "guest link",
  async handle({ app, params }) {
    const link = await revokeGuestLink(app, params.id);
    return link === undefined ? notFound("guest link") : { answer: {} };
  },
});

const moderator = z.object({
  id: uuid.meta({ description: "Of somebody's account on this node" }),
  name: z.string(),
  role: z.enum(roomRoles).meta({ description: "In which they come to this meeting" }),
});

/** Everybody with an account, as they would come; undefined for what is no meeting of ours elsewhere. */
async function peopleOf(app: Context, id: string): Promise<z.output<typeof moderator>[] | undefined> {
  const meeting = await findMeeting(app, id);
  if (meeting === undefined) return undefined;
  const users = await listUsers(app.database);
  return users.map((user) => ({ id: user.id, name: user.name, role: roleIn(meeting, user) }));
}

const moderators = route({
  ...common,
  method: "get",
  path: "/agreements/{id}/moderators",
  id: "listModerators",
  summary: "Everybody with an account here, and who of them moderates a meeting of ours",
  body: none,
  status: 200,
  answer: listOf(moderator),
  names: ofOurs,
  async handle({ app, params }) {
    const items = await peopleOf(app, params.id);
    return items === undefined ? notFound(ofOurs) : { answer: { items } };
  },
});

const name = route({
  ...common,
  method: "post",
  path: "/agreements/{id}/moderators",
  id: "nameModerators",
  summary: "Name those who moderate; everybody else comes as a participant",
  description: "Until somebody is named, the stewards moderate. It holds for everybody who enters from then on.",
  body: z.strictObject({ people: z.array(uuid).max(1000, "at most 1000 ids of accounts") }),
  status: 200,
  answer: listOf(moderator),
  names: ofOurs,
  async handle({ app, params, body }) {
    const named = await nameModerators(app, params.id, body.people);
    return named ? { answer: { items: (await peopleOf(app, params.id)) ?? [] } } : notFound(ofOurs);
  },
});

const pass = route({
  ...common,
  method: "post",
  path: "/agreements/{id}/passes",
  id: "signPass",
  summary: "Send somebody into a meeting of ours that is open: an address that works once, within five minutes",
  description:
    "For a coop that has a website of its own: send the browser of whoever you let in to `url`. Nothing of them is kept.",
  body: z.strictObject({
    name: text(200).meta({ description: "As the room shows it" }),
    role: role.default("participant"),
    language: languageTag.exactOptional().meta({ description: "The coop's own, if absent" }),
    person: text(200).exactOptional().meta({
      description:
        "Your own name for them, which nobody else sees: the same person counts once in the room. Absent: somebody new",
    }),
  }),
  status: 201,
  answer: z.object({ url: z.url() }),
  names: ofOurs,
  problems: ["conflict"],
  async handle({ app, coop, params, body }) {
    const meeting = await findMeeting(app, params.id);
    if (meeting === undefined) return notFound(ofOurs);
    const shownName = plainName(body.name);
    if (!isPlainName(shownName))
      return notValid([{ field: "body.name", message: "should be a name that can be read" }]);
    const { role: wanted, language = coop.defaultLanguage } = body;
    const person = body.person === undefined ? app.newId() : `elsewhere ${body.person}`;
    const back = `${app.origin}/meetings/${meeting.id}`;
    const done = await attend(app, meeting.id, { person, role: wanted, name: shownName, language, back });
    return done.outcome === "go"
      ? { answer: { url: done.url } }
      : problem(
          "conflict",
          `The room is open from ${writeInstant(meeting.opensAtMs)} until ${writeInstant(meeting.closesAtMs)}, if it is agreed.`,
        );
  },
});

export const guestRoutes = [list, post, revoke, moderators, name, pass];
