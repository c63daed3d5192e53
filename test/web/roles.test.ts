import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "#src/store/database.ts";
import type { Role } from "#src/store/coop.ts";
import { routes } from "#src/web/api/routes.ts";
import { openWeb } from "#src/web/server.ts";
import { memoryDatabase } from "#test/rig.ts";
import { openPagesNode, type PagesNode, type Visitor } from "./pages-node.ts";

/**
 * Who may open which page and send which form: the least role of each. A page that is added has to be added here; those for everyone
 * are at the end.
 */
const pages: Readonly<Record<Role, string>> = {
  member: `
    GET /account, GET /account/member, POST /account/member, GET /account/member/export, POST /account/member/erase
    GET /account/passkey, POST /account/passkeys, POST /account/passkeys/options, POST /sign-out-everywhere
    GET /overview, GET /members, GET /peers, GET /peers/:id, GET /resources, GET /resources/:id
    GET /capacity, GET /capacity/compare, GET /capacity/map
    GET /searches, POST /searches, GET /searches/:id, POST /searches/:id/delete, POST /searches/:id/feed
    GET /feeds, POST /feeds, POST /feeds/:id/revoke
    GET /agreements, GET /agreements/:id, GET /agreements.ics, GET /agreements/:id/calendar.ics, GET /resources/:id/calendar.ics
    GET /meetings, GET /meetings/:id, POST /meetings/:id/enter
    GET /ledger/recovery, GET /ledger/keys
    GET /requests, GET /requests/:id, GET /ledger, GET /ledger/:id, GET /ledger/peers/:id, GET /commons
    GET /ledger/statements, GET /ledger/statements/:id
    GET /ledger/disputes, GET /ledger/disputes/:id`,
  operator: `
    POST /peers/:id/check, GET /capacity/ask, POST /capacity/ask
    GET /agreements/:id/cancel, POST /agreements/:id/cancel, POST /agreements/:id/accept, POST /agreements/:id/reject
    POST /agreements/:id/use, POST /agreements/:id/end, POST /agreements/:id/no-show
    GET /agreements/:id/change, POST /agreements/:id/change, POST /agreements/:id/confirm, POST /agreements/:id/keep
    POST /agreements/:id/series
    GET /agreements/:id/guests, POST /agreements/:id/guests, POST /agreements/:id/moderators, POST /guest-links/:id/revoke
    GET /requests/new, POST /requests, POST /requests/:id/withdraw, POST /requests/:id/offer, POST /requests/:id/take
    GET /resources/new, POST /resources, GET /resources/:id/change, POST /resources/:id/change, POST /resources/:id/remove
    GET /resources/:id/offer, POST /resources/:id/offer, GET /resources/:id/offers/:proposal
    POST /resources/:id/offers/:proposal, POST /resources/:id/offers/:proposal/withdraw
    GET /resources/:id/hours, POST /resources/:id/hours
    GET /resources/:id/servers/new, POST /resources/:id/servers, GET /servers/:id, POST /servers/:id
    POST /servers/:id/check, POST /servers/:id/remove, POST /ledger/peers/:id/reconcile
    GET /delivery, GET /delivery/hosts/:host, GET /deliveries, POST /deliveries/retry, POST /deliveries/:id/retry, GET /doctor`,
  steward: `
    POST /timeline/join, POST /timeline/leave
    GET /events/:id/attendees, GET /events/:id/attendees.csv, POST /attendances/:id/accept, POST /attendances/:id/refuse
    GET /settings, POST /settings, POST /peers, POST /peers/:id/accept, POST /peers/:id/limit, POST /peers/:id/block
    POST /peers/:id/end, POST /peers/:id/trust, GET /peers/:id/policy, POST /peers/:id/policy
    POST /ledger/statements, POST /agreements/:id/waive, POST /ledger/:id/countersign, POST /ledger/:id/dispute
    GET /ledger/entries/new, POST /ledger/entries, POST /ledger/:id/forget
    POST /ledger/disputes/:id/words
    POST /ledger/recovery/:id/note, POST /ledger/recovery/:id/epoch, POST /ledger/epochs/:id/agree
    POST /ledger/keys, GET /ledger/keys/:key/revoke, POST /ledger/keys/:key/revoke
    POST /account/invites, POST /account/people/:id/remove
    GET /members/new, POST /members, GET /members/:id/edit, POST /members/:id/edit, POST /members/:id/remove
    GET /circles/new, POST /circles, GET /circles/:id/edit, POST /circles/:id/edit, POST /circles/:id/remove
    GET /announcements/new, POST /announcements, GET /announcements/:id/edit, POST /announcements/:id/edit
    GET /events/new, POST /events, GET /events/:id/edit, POST /events/:id/edit, POST /events/:id/cancel
    POST /events/:id/restore, POST /events/:id/remove, POST /events/:id/end-series
    GET /timeline, POST /timeline/boost, POST /timeline/unboost, GET /timeline/answer, POST /timeline/answer
    GET /following, POST /following, POST /following/find, POST /following/:id/remove, POST /following/:id/ask
    GET /responses, POST /responses/:id/show, POST /responses/:id/hide
    POST /group-posts/:id/accept, POST /group-posts/:id/refuse, POST /group-posts/:id/remove
    GET /moderation, POST /moderation/rules, POST /moderation/lift, GET /moderation/settings, POST /moderation/settings
    GET /moderation/import, POST /moderation/import, GET /moderation/export.csv, GET /moderation/lists, POST /moderation/lists
    GET /moderation/lists/:id, POST /moderation/lists/:id/entries, POST /moderation/lists/:id/apply
    POST /moderation/lists/:id/refresh, POST /moderation/lists/:id/remove, GET /moderation/follow-requests
    POST /moderation/follow-requests/:id/accept, POST /moderation/follow-requests/:id/reject
    GET /reports, POST /reports/out, POST /reports/:id/resolve, POST /reports/:id/reopen
    GET /rules/edit, POST /rules/edit, GET /audit, GET /audit.csv
    POST /announcements/:id/remove, POST /announcements/:id/history/:version/remove, POST /announcements/:id/pin, POST /announcements/:id/unpin`,
};

/** What somebody meets who has only an address, or a program with a token of its own. */
const forEveryone = `
  GET /, GET /:handle, GET /livez, GET /readyz, GET /rooms/:id/ended/:token, GET /assets/:name
  GET /welcome/:token, POST /welcome/:token, GET /sign-in, POST /sign-in, POST /sign-in/options, POST /sign-out
  GET /account/invites, GET /circles, GET /proposals, GET /proposals/:id, GET /actors/:id, GET /actors/:id/calendar.ics
  GET /announcements, GET /announcements/:id, GET /announcements/:id/history, GET /announcements/:id/note
  GET /announcements/feed.atom, GET /tags/:word, GET /tags/:word/feed.atom, GET /uploads/:file, GET /about, GET /about/source.tar.gz, GET /partners, GET /api
  GET /fair-use, GET /fair-use/:version, GET /join/:token, GET /guests/:token, POST /guests/:token
  GET /events, GET /events/:id, GET /events/:id/note, GET /events.ics, GET /events.atom, GET /events/:file
  GET /events/:id/answer, POST /events/:id/answer
  GET /attending/:token, POST /attending/:token/confirm, POST /attending/:token/leave, POST /attending/:token/enter
  GET /rules, GET /rules/blocked.csv, GET /reports/new, POST /reports/new
  GET /feeds/:file, GET /capacity.atom, GET /shared.atom, GET /shared.geojson`;

const namesIn = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== "");

/** What a page says to somebody of another role; a forged form is refused otherwise. */
const notForThem = "Only people with another role in this coop can do that.";

const rank: Readonly<Record<Role, number>> = { member: 0, operator: 1, steward: 2 };
const roles = ["member", "operator", "steward"] as const;

describe("who may do what", () => {
  let database: Database;
  let node: PagesNode;
  const people = new Map<Role, Visitor>();
  beforeAll(async () => {
    database = await memoryDatabase();
    node = await openPagesNode(database);
    for (const role of roles) people.set(role, await node.person(role));
  });
  afterAll(async () => {
    node.close();
    await database.close();
  });

  test("each page has its least role", () => {
    const web = openWeb({ app: node.app, partners: {} as never });
    const known = web.routes
      .filter(({ method, path }) => method !== "ALL" && !path.startsWith("/api/"))
      .map(({ method, path }) => `${method} ${path.replace(/\{.*\}$/, "")}`);
    const listed = [...Object.values(pages), forEveryone].flatMap(namesIn);
    expect([...new Set(known)].toSorted()).toEqual(listed.toSorted());
  });

  test.each(roles)("what is for each %s is for nobody less", async (least) => {
    for (const name of namesIn(pages[least])) {
      const [method = "", pattern = ""] = name.split(" ");
      const path = pattern.replaceAll(/:\w+/g, node.app.newId());
      const visit = (who: Visitor, from: string) => (method === "GET" ? who.get(path) : who.post(path, {}, { from }));
      const stranger = await visit(node.visitor(), "/sign-in");
      expect([stranger.status, stranger.headers.get("location")?.split("?")[0]], name).toEqual([303, "/sign-in"]);
      for (const role of roles.filter((one) => rank[one] < rank[least])) {
        const less = await visit(people.get(role) as Visitor, "/overview");
        expect([less.status, less.words.includes(notForThem)], `${role} ${name}`).toEqual([403, true]);
      }
      if (path === "/sign-out-everywhere") continue;
      const enough = await visit(people.get(least) as Visitor, "/overview");
      expect([enough.status < 500, enough.words.includes(notForThem)], `${least} ${name}`).toEqual([true, false]);
    }
  });

  test("no form is taken without the word that only our own pages know", async () => {
    const steward = people.get("steward") as Visitor;
    for (const name of Object.values(pages)
      .flatMap(namesIn)
      .filter((one) => one.startsWith("POST "))) {
      const path = name.slice(5).replaceAll(/:\w+/g, node.app.newId());
      const forged = await steward.post(path, { csrf: "guessed" }, { from: "/livez" });
      expect(forged.status, name).toBe(403);
    }
  });

  test("each call of the API that changes something is for operators or stewards, save what is a person's own", () => {
    const changing = routes.filter(({ method, role }) => method !== "get" && role === "member");
    expect(changing.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "post /searches",
      "delete /searches/{id}",
    ]);
  });
});
