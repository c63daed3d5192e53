import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { AnnouncementCard } from "#src/domain/announcement-message.ts";
import type { FollowingMessage } from "#src/domain/following-message.ts";
import { writeFollowing } from "#federation/wire/following.ts";

const origin = "https://meet.example";
const coop = `${origin}/actors/coop`;
const circle = `${origin}/actors/0195a3c4-7b00-7000-8000-000000000004`;
const post = "https://forum.example/post/55";
const atMs = Date.parse("2026-03-01T09:30:00Z");
const boosts = `${origin}/boosts/0195a3c4-7b00-7000-8000-00000000000`;
const author = "https://forum.example/u/mira";
const create = {
  "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v1"],
  id: "https://forum.example/activities/10",
  type: "Create",
  actor: author,
  to: [circle, "https://www.w3.org/ns/activitystreams#Public"],
  object: {
    id: post,
    type: "Page",
    attributedTo: author,
    name: "A library of tools",
    unknownTerm: 1,
    audience: circle,
  },
  proof: {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    created: "2026-03-01T09:29:00Z",
    verificationMethod: `${author}#ed25519-key`,
    proofPurpose: "assertionMethod",
    proofValue: "z3sX",
  },
};

const followers = `${coop}/followers`;
const said: AnnouncementCard = {
  object: `${origin}/announcements/0195a3c4-7b00-7000-8000-000000000005`,
  attributedTo: coop,
  followers,
  contentHtml: { en: "<p>A press for @tools</p>" },
  audience: circle,
  publishedAtMs: atMs,
};
const ofCircle = { followers: `${circle}/followers`, atMs };
const messages: readonly (readonly [name: string, actor: string, message: FollowingMessage])[] = [
  [
    "following-follow",
    coop,
    { type: "following-follow", follow: `${origin}/messages/0195a3c4-7b00-7000-8000-000000000009`, followed: author },
  ],
  ["boost", coop, { type: "boost", announce: `${boosts}1`, object: post, followers, author, atMs }],
  ["boost-undo", coop, { type: "boost-undo", announce: `${boosts}1`, object: post, followers, author }],
  [
    "group-announce",
    circle,
    { type: "group-announce", announce: `${boosts}2`, activity: JSON.stringify(create), ...ofCircle },
  ],
  [
    "group-announce-own",
    circle,
    {
      type: "group-announce-own",
      announce: `${boosts}3#create-${atMs}`,
      said: { type: "announcement-create", announcement: said },
      author: coop,
      ...ofCircle,
    },
  ],
  [
    "group-remove",
    circle,
    { type: "group-remove", announce: `${boosts}2#remove`, object: post, moderator: coop, ...ofCircle },
  ],
];

test.each(messages)("%s is written as its example shows it", async (name, actor, message) => {
  const id = `${origin}/messages/0195a3c4-7b00-7000-8000-00000000000a`;
  const written = writeFollowing(message, { id, actor, origin, publishedAtMs: atMs });
  const example = await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
  expect(written).toEqual(JSON.parse(example));
});
