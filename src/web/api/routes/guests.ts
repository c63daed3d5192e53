import { z } from "zod";
import {
  createGuestLink,
  listGuestLinks,
  mostGuestLinks,
  revokeGuestLink,
  type GuestLinkView,
} from "#src/app/guests.ts";
import { longestGuestName, plainName, roomRoles } from "#src/domain/pass.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { answeredInstant, idParams, listOf, none, present, text, uuid, writeInstant } from "#src/web/api/schemas.ts";

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
  names: "agreement of ours as receiver",
  async handle({ app, params }) {
    const links = await listGuestLinks(app, params.id);
    return links === undefined
      ? notFound("agreement of ours as receiver")
      : { answer: { items: links.map(shownLink) } };
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
  names: "agreement of ours as receiver",
  problems: ["conflict"],
  async handle({ app, params, body }) {
    const label = plainName(body.label);
    if (label === "") return notValid([{ field: "body.label", message: "should be a text that can be read" }]);
    const made = await createGuestLink(app, params.id, { label, role: body.role });
    switch (made.outcome) {
      case "done":
        return { answer: shownLink(made.link) };
      case "not-found":
        return notFound("agreement of ours as receiver");
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

export const guestRoutes = [list, post, revoke];
