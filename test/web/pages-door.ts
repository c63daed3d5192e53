import { requestCapacity } from "#src/app/agreements.ts";
import { listAgreements } from "#src/app/agreement-view.ts";
import { findCapacity } from "#src/app/capacity.ts";
import type { Context } from "#src/app/context.ts";
import { createGuestLink, revokeGuestLink } from "#src/app/guests.ts";
import { shareResource } from "#src/app/resources.ts";
import { openBeforeMs } from "#src/domain/pass.ts";
import type { Database } from "#src/store/database.ts";
import { updateAgreement } from "#src/store/agreements.ts";
import { forge, makeKey, noteKey } from "#test/app/pass-pair.ts";
import { memoryDatabase } from "#test/rig.ts";
import { agreeOn, fillPages } from "./pages-content.ts";
import { openPagesNode, type PagesNode } from "./pages-node.ts";
import { offerHall, openPartners } from "./pages-partner.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A coop that meets in a room of a partner, and lends rooms of its own, with every page that people meet on the way in. */
export interface Door {
  readonly node: PagesNode;
  /** For those who come, from anywhere. */
  readonly anyone: readonly string[];
  /** For members and stewards. */
  readonly ours: readonly string[];
  /** Of our meeting that is open: our id of its agreement, and the path of a guest link. */
  readonly open: { readonly id: string; readonly guests: string };
  /** The join page of a room of ours that opens then, with a pass that will do, and with one that will be over by then. */
  readonly early: { readonly opensAtMs: number; readonly good: string; readonly short: string };
  close(): Promise<void>;
}

export async function openDoor(): Promise<Door> {
  const databases = [await memoryDatabase(), await memoryDatabase()] as const;
  const node = await openPagesNode(databases[0]);
  const open = await meetAway(node, databases[1]);
  const rooms = await lendRooms(node);
  return {
    node,
    anyone: [...open.guestPages, ...rooms.paths],
    ours: ["/meetings", ...open.meetingPages],
    open: { id: open.id, guests: open.guests },
    early: rooms.early,
    close: async () => {
      node.close();
      for (const database of databases) await database.close();
    },
  };
}

/** Meetings at Kerala Commons: open, to come, over, and not agreed. */
async function meetAway(node: PagesNode, theirs: Database) {
  const { app } = node;
  const partner = await openPartners(app, theirs);
  await offerHall(partner);
  const meet = async (title: string, inMinutes: number): Promise<string> => {
    const [item] = (await findCapacity(app, { limit: 10 })).items;
    const startsAtMs = Math.ceil(Date.now() / minuteMs + inMinutes) * minuteMs;
    const slot = { startsAtMs, endsAtMs: startsAtMs + hourMs };
    await requestCapacity(app, { proposalId: item?.id ?? "", seats: 20, title, fairUseVersion: 1, ...slot });
    if (title !== "Choir") await partner.carry();
    return (await listAgreements(app, { limit: 1 })).items[0]?.id ?? "";
  };
  const open = await meet("Assembly", 5);
  const over = await meet("Film night", 60);
  const ids = [open, await meet("Board", 40), over, await meet("Choir", 90)];
  const links: string[] = [];
  for (const id of ids) links.push(await invite(app, id));
  const longAgo = { startsAtMs: app.nowMs() - 2 * hourMs, endsAtMs: app.nowMs() - hourMs };
  await app.database.transaction((session) => updateAgreement(session, over, longAgo));
  return {
    id: open,
    guests: links[0] ?? "",
    guestPages: [...links, await invite(app, open, true), "/guests/no-such-token"],
    meetingPages: ids.flatMap((id) => [`/meetings/${id}`, `/agreements/${id}`, `/agreements/${id}/guests?done=made`]),
  };
}

/** The path of a new guest link. */
async function invite(app: Context, id: string, revoke = false): Promise<string> {
  const made = await createGuestLink(app, id, { label: "Speakers", role: "participant" });
  if (made.outcome !== "done") throw new Error(made.outcome);
  if (revoke) await revokeGuestLink(app, made.link.id);
  return new URL(made.link.url).pathname;
}

/** Our own join pages, as people with and without a good pass meet them. */
async function lendRooms({ app, clock }: PagesNode) {
  const { room } = await fillPages(app);
  const soon = { startsAtMs: app.nowMs() + 18 * minuteMs, endsAtMs: app.nowMs() + hourMs };
  await agreeOn(app, "early", { resourceId: room, ...soon });
  const coop = "https://early.example/actors/coop";
  const [key, waiting] = [await makeKey(coop), await makeKey(coop)];
  await noteKey({ context: app }, key);
  await noteKey({ context: app }, waiting, { state: "waiting" });
  const agreement = `${app.origin}/agreements/early`;
  const ours = { agreement, provider: `${app.origin}/actors/coop`, receiver: coop };
  const pass = (changes: Parameters<typeof forge>[1] = {}) => forge({ key, ours, clock }, changes);
  const at = (seconds: number) => Math.floor(app.nowMs() / 1000) + seconds;
  const passes = [
    "nonsense",
    await pass({ key: waiting }),
    await pass({ claims: { exp: at(-600), iat: at(-900) } }),
    await pass({ claims: { iat: at(900), exp: at(1000) } }),
    await pass({ claims: { agreement: "https://other.example/agreements/1" } }),
  ];
  const hall = await shareResource(app, {
    kind: "meeting-server",
    name: { en: "Hall" },
    platform: "bigbluebutton",
    seats: 50,
  });
  if (hall.outcome !== "done") throw new Error(hall.outcome);
  await agreeOn(app, "wanted", { resourceId: hall.resource.id, startsAtMs: app.nowMs() });
  const returns = ["", "?left=yes", '?errors=[{"key":"maxParticipantsReached"}]', "?errors=other"];
  const door = (one: string): string => `/join/early?pass=${one}`;
  const good = door(await pass());
  const short = door(await pass({ claims: { exp: at(60), back: "https://early.example/guests/1" } }));
  return {
    paths: [...passes.map(door), good, ...returns.map((one) => `/join/wanted${one}`)],
    early: { opensAtMs: soon.startsAtMs - openBeforeMs, good, short },
  };
}
