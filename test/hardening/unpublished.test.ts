import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { announce, reviseAnnouncement, withdrawAnnouncement, type NewAnnouncement } from "#src/app/announcements.ts";
import { answerOnPage } from "#src/app/attendance-page.ts";
import { createEvent, removeEvent, type NewEvent } from "#src/app/events.ts";
import { ruleDomain } from "#src/app/moderation.ts";
import { createMember } from "#src/app/members.ts";
import { propose } from "#src/app/proposals.ts";
import { shareResource } from "#src/app/resources.ts";
import { createToken } from "#src/app/tokens.ts";
import { saveUpload } from "#src/app/uploads.ts";
import { openWeb } from "#src/web/server.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
/** Stands in everything that is not, not yet, or not any more for the public. */
const secret = "Quincecake";
const unknown = "0195a3c4-7b00-7000-8000-000000000001";
let here: Target;
let eve: Villain;
let memberToken: string;
let routes: readonly string[];
/** What there is and nobody else may know of, by id; and what was public once. */
let hidden: readonly string[];
let removed: readonly string[];
let uploads: readonly string[];

/** What is in no table of routes. */
const federated = `
  /actors/coop/outbox /actors/coop/outbox?cursor=newest /actors/coop/featured /actors/coop/followers /actors/coop/following
  /announcements/:id/likes /announcements/:id/shares /announcements/:id/replies /events/:id/replies
  /messages/:id /boosts/:id /proposals?page=first /nodeinfo/2.1 /partners /entries/:id`;

beforeAll(async () => {
  let table: readonly { readonly method: string; readonly path: string }[] = [];
  here = await openTarget({
    next: (app, { partners }) => {
      const web = openWeb({ app, partners });
      table = web.routes;
      return async (request) => web.fetch(request);
    },
  });
  eve = await openVillain();
  for (const { close } of [here, eve]) cleanup(close);
  await write();
  ({ token: memberToken } = await createToken(here.app, { role: "member", name: "reader" }));
  routes = [
    ...new Set(table.filter(({ method, path }) => method === "GET" && !path.includes("*")).map(({ path }) => path)),
    ...federated.trim().split(/\s+/),
  ];
});

async function write(): Promise<void> {
  const { app } = here;
  const say = async (wanted: Partial<NewAnnouncement>): Promise<string> => {
    const content = { en: `${secret} #${secret}` };
    const done = await announce(app, { content, title: { en: secret }, ...wanted });
    if (done.outcome !== "done") throw new Error(done.outcome);
    return done.announcement.id;
  };
  const startsAtMs = Math.ceil(app.nowMs() / 60_000) * 60_000 + 86_400_000;
  const plan = async (wanted: Partial<NewEvent>): Promise<string> => {
    const times = { startsAtMs, endsAtMs: startsAtMs + 3_600_000, timeZone: "UTC" };
    const words = { name: { en: secret }, description: { en: `${secret} #${secret}` } };
    const done = await createEvent(app, { ...words, ...times, ...wanted });
    if (done.outcome !== "done") throw new Error(done.outcome);
    return done.event.id;
  };
  const picture = async (): Promise<{ readonly id: string; readonly mediaType: string }> => {
    const square = { create: { width: 8, height: 8, channels: 3, background: "teal" } } as const;
    const bytes = await sharp(square).png().toBuffer();
    const saved = await saveUpload(app, { bytes, alt: { en: secret } });
    if (saved.outcome !== "done") throw new Error(saved.outcome);
    return saved.upload;
  };
  const pictures = [await picture(), await picture(), await picture()];
  const [ofDraft, ofRemoved] = pictures;
  uploads = pictures.map(({ id, mediaType }) => `/uploads/${id}.${mediaType.split("/")[1] ?? ""}`);
  const publishAtMs = startsAtMs;
  const withdrawn = await say({ publishAtMs, state: "scheduled" });
  await withdrawAnnouncement(app, withdrawn);
  const gone = await say({ pictures: [ofRemoved?.id ?? ""] });
  await reviseAnnouncement(app, gone, { content: { en: `${secret}, changed` } });
  await withdrawAnnouncement(app, gone);
  const goneEvent = await plan({});
  await removeEvent(app, goneEvent);
  removed = [gone, goneEvent];
  hidden = [
    await say({ state: "draft", pictures: [ofDraft?.id ?? ""] }),
    await say({ publishAtMs, state: "scheduled" }),
    withdrawn,
    await plan({ state: "draft" }),
  ];
  const open = await plan({ name: { en: "Open" }, description: { en: "Open" }, capacity: 1 });
  for (const name of [secret, `${secret} two`]) await answerOnPage(app, open, { name, note: secret, language: "en" });
  await ruleDomain(app, { domain: "bad.example", standing: "suspended", privateComment: secret, confirmed: true });
  await createMember(app, { name: secret, handle: "quiet", summary: secret });
  const room = await shareResource(app, { kind: "other", category: "Booth", name: { en: "Booth" } });
  if (room.outcome !== "done") throw new Error(room.outcome);
  await propose(app, { resourceId: room.resource.id, seats: 1, audience: "partners", terms: { kind: "gift" } });
}

let asked = 0;
const elsewhere = (): string => `10.0.${Math.floor((asked += 1) / 250)}.${(asked % 250) + 1}`;

interface Asker {
  readonly who: string;
  /** Which routes are of interest to them. */
  readonly of: (route: string) => boolean;
  readonly ask: (path: string) => Promise<Request>;
}

/** What answers servers otherwise than people. */
const served = /^\/(actors|announcements|events|messages|boosts|proposals|partners|entries|nodeinfo|uploads)\b/;

const askers = (): readonly Asker[] => [
  {
    who: "a visitor",
    of: (route) => !route.startsWith("/api"),
    ask: async (path) => new Request(here.origin + path, { headers: { accept: "text/html" } }),
  },
  { who: "a server", of: (route) => served.test(route), ask: (path) => eve.ask(here.origin + path) },
  {
    who: "a program of a member",
    of: (route) => route.startsWith("/api/v1/"),
    ask: async (path) => {
      const headers = { accept: "application/json", authorization: `Bearer ${memberToken}` };
      return new Request(here.origin + path, { headers });
    },
  },
];

const answer = async ({ ask }: Asker, path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await here.take(await ask(path), elsewhere());
  const headers = [...response.headers].filter(([name]) => name !== "set-cookie" && name !== "date");
  return { status: response.status, text: `${JSON.stringify(headers)} ${await response.text()}` };
};

const filled = (route: string, id: string): string =>
  route
    .replaceAll(/:id(\{[^}]*\})?/g, id)
    .replaceAll(/:word(\{[^}]*\})?/g, secret.toLowerCase())
    .replaceAll(/:\w+(\{[^}]*\})?/g, "x");

test("what is not public is said at no address to nobody, whoever asks with whatever id", async () => {
  const found: string[] = [];
  for (const asker of askers()) {
    const walked = routes
      .filter(asker.of)
      .flatMap((route) =>
        route.includes(":id") ? [...hidden, ...removed].map((id) => filled(route, id)) : [filled(route, "")],
      );
    if (asker.who.includes("member")) expect(walked.length).toBeGreaterThan(100);
    for (const path of new Set([...walked, ...uploads])) {
      const { text } = await answer(asker, path);
      if (
        text
          .replaceAll(path, "")
          .replaceAll(/\/tags\/\w+|#quincecake/g, "")
          .includes(secret)
      )
        found.push(`${asker.who} ${path}`);
    }
  }
  expect(found).toEqual([]);
});

test("nobody learns that there is something: a draft answers as what never was, and so do pictures", async () => {
  const differ: string[] = [];
  const plain = (text: string, id: string): string =>
    text.replaceAll(id, "ID").replaceAll(/nonce-[\w-]+|\d{4}-\d\d-\d\dT[\d:.]+Z/g, "");
  for (const asker of askers())
    for (const route of routes.filter((one) => one.includes(":id") && asker.of(one))) {
      const nothing = await answer(asker, filled(route, unknown));
      for (const id of hidden) {
        const draft = await answer(asker, filled(route, id));
        if (draft.status !== nothing.status || plain(draft.text, id) !== plain(nothing.text, unknown))
          differ.push(`${asker.who} ${route} ${draft.status} ${nothing.status}`);
      }
    }
  expect(differ).toEqual([]);
  for (const asker of askers()) {
    const nothing = await answer(asker, `/uploads/${unknown}.png`);
    for (const path of uploads) expect([path, (await answer(asker, path)).status]).toEqual([path, nothing.status]);
  }
});
