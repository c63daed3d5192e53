import sharp from "sharp";
import { announce, reviseAnnouncement } from "#src/app/announcements.ts";
import { saveUpload } from "#src/app/uploads.ts";
import { transact, type Context } from "#src/app/context.ts";
import { createCircle, createMember, type MemberOutcome, type NewMember } from "#src/app/members.ts";
import { propose } from "#src/app/proposals.ts";
import { shareResource } from "#src/app/resources.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { newPeer } from "#src/domain/peer.ts";
import { saveAgreement, type AgreementRow } from "#src/store/agreements.ts";
import { savePeer } from "#src/store/peers.ts";
import { hashToken } from "#src/store/secrets.ts";

/** What the coop has to show, by id. */
export interface Content {
  readonly room: string;
  readonly booth: string;
  readonly circle: string;
  /** Consents to be found. */
  readonly listed: string;
  readonly unlisted: string;
  readonly announcement: string;
}

/** A coop as it is after a month: a room for everyone, a booth, people, and something to say. */
export async function fillPages(app: Context): Promise<Content> {
  const room = await shareResource(app, {
    kind: "meeting-server",
    platform: "link",
    name: { en: "The big room", ca: "Sala gran" },
    summary: { en: "For assemblies." },
    seats: 200,
    languages: ["ca", "en"],
    energy: "renewable",
    features: ["captions"],
    location: "Barcelona",
    address: "https://meet.example/secret-room",
  });
  const booth = await shareResource(app, {
    kind: "other",
    category: "Interpretation booth",
    name: { en: "Two booths" },
  });
  if (room.outcome !== "done" || booth.outcome !== "done") throw new Error("What the coop shares could not be made.");
  await propose(app, { resourceId: room.resource.id, seats: 120, audience: "public", terms: { kind: "gift" } });
  const announcement = await say(app, {
    en: "Open day on Friday.\n\nSee https://seaside.example/day.",
    ca: "Portes obertes.",
  });
  return {
    room: room.resource.id,
    booth: booth.resource.id,
    circle: await made(
      createCircle(app, { name: { en: "Servers circle" }, summary: { en: "Keeps the rooms running." } }),
    ),
    listed: await made(
      createMember(app, { name: "Jordi Vila", summary: "Translator.", consents: { discoverable: true, listed: true } }),
    ),
    unlisted: await addUnlisted(app, { name: "Hidden Person", summary: "Nobody should read this." }),
    announcement,
  };
}

const addUnlisted = (app: Context, member: NewMember): Promise<string> => made(createMember(app, member));

async function made(outcome: Promise<MemberOutcome>): Promise<string> {
  const done = await outcome;
  if (done.outcome !== "done") throw new Error(`It could not be made: ${done.outcome}`);
  return done.actor.id;
}

/** An announcement with everything that one can have, and how it was before. */
export async function sayRichly(app: Context): Promise<string> {
  const square = { create: { width: 8, height: 8, channels: 3, background: "teal" } } as const;
  const alt = { en: "The poster.", ca: "El cartell." };
  const saved = await saveUpload(app, { bytes: await sharp(square).png().toBuffer(), alt });
  if (saved.outcome !== "done") throw new Error("It could not be uploaded.");
  const words = { title: { en: "Open day", ca: "Portes obertes" }, contentNote: { en: "Food" } };
  const content = { en: "Come on Friday. #OpenDay", ar: "يوم مفتوح" };
  const done = await announce(app, { ...words, content, pictures: [saved.upload.id] });
  if (done.outcome !== "done") throw new Error("It could not be announced.");
  await reviseAnnouncement(app, done.announcement.id, { content: { ...content, en: "Come on Sunday. #OpenDay" } });
  await announce(app, { content: { en: "Not yet." }, state: "draft" });
  return done.announcement.id;
}

export async function say(app: Context, content: LocalizedText): Promise<string> {
  const done = await announce(app, { content });
  if (done.outcome !== "done") throw new Error("It could not be announced.");
  return done.announcement.id;
}

const hourMs = 3_600_000;

/** An agreement of another coop on one of our rooms, whose join page has this token. */
export async function agreeOn(
  app: Context,
  token: string,
  more: Partial<AgreementRow> & { readonly resourceId: string },
): Promise<void> {
  const peer = peerAt(app, `https://${token}.example`);
  await transact(app, async ({ session }) => {
    await savePeer(session, peer);
    await saveAgreement(session, { ...agreementWith(app, peer, token), ...more });
  });
}

type Peer = Parameters<typeof savePeer>[1];

const peerAt = (app: Context, origin: string): Peer => ({
  id: app.newId(),
  origin,
  node: `${origin}/actors/node`,
  nodeInbox: `${origin}/actors/node/inbox`,
  coop: `${origin}/actors/coop`,
  coopInbox: `${origin}/actors/coop/inbox`,
  handle: "commons",
  name: { en: "Kerala Commons" },
  summary: { en: "Commons of the south." },
  fairUse: {},
  region: "Kerala",
  languages: ["ml", "en"],
  listed: true,
  state: "partner",
  standing: { ...newPeer, ourFollow: `${app.origin}/messages/1`, theirFollows: [`${origin}/messages/1`] },
  createdAtMs: app.nowMs(),
  updatedAtMs: app.nowMs(),
});

function agreementWith(app: Context, peer: Peer, token: string): Parameters<typeof saveAgreement>[1] {
  const nowMs = app.nowMs();
  return {
    id: app.newId(),
    agreement: `${app.origin}/agreements/${token}`,
    role: "provider",
    peerId: peer.id,
    proposalId: app.newId(),
    proposal: `${app.origin}/proposals/1`,
    resourceId: null,
    provider: `${app.origin}/actors/coop`,
    receiver: peer.coop,
    title: "General assembly",
    seats: 50,
    startsAtMs: nowMs + 50 * hourMs,
    endsAtMs: nowMs + 52 * hourMs,
    terms: { kind: "gift" },
    state: "accepted",
    revision: 1,
    heldUntilMs: null,
    refusal: null,
    withdrawnAtMs: null,
    fulfilledSeatMinutes: null,
    joinUrlSealed: null,
    joinTokenHash: hashToken(token),
    createdAtMs: nowMs,
    answeredAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}
