import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import type { Answer, Connector, RoomGuest, RoomRequest } from "./connector.ts";
import { callServer, failedStatus, failure, type Failure } from "./http.ts";
import { plainName } from "./name.ts";
import { readFields } from "./xml.ts";

const minuteMs = 60_000;
const hashes = ["sha256", "sha1", "sha384", "sha512"] as const;
/** What the API takes of names (create: 2 to 64 characters; control characters nowhere). */
const nameLength = { least: 2, most: 64 };

const connection = z.object({
  /** As `bbb-conf --secret` prints it, or with `/api`; Scalelite speaks the same. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  secret: z.string().min(8).max(200),
  /** Which hash the server wants: BigBlueButton takes any by default, Scalelite all but SHA-384. */
  checksum: z.enum(hashes).default("sha256"),
});
type Connection = z.output<typeof connection>;
type Said = { readonly ok: true; readonly fields: ReadonlyMap<string, string> } | (Failure & { readonly key?: string });
type Parameters = Readonly<Record<string, string | number>>;

/** The checksum of a call: the hash over its name, its query string as it is sent, and the secret. */
export function checksumOf(call: string, query: string, server: Pick<Connection, "secret" | "checksum">): string {
  return createHash(server.checksum).update(`${call}${query}${server.secret}`).digest("hex");
}

/** BigBlueButton 2.4 and later, also behind Scalelite, as docs.bigbluebutton.org/development/api describes it. */
export const bigbluebutton: Connector<Connection> = {
  platform: "bigbluebutton",
  abilities: { measures: true, ends: true, roles: true },
  connection,
  fields: [
    { name: "url", kind: "url", required: true },
    { name: "secret", kind: "secret", required: true },
    { name: "checksum", kind: "choice", required: false, choices: hashes },
  ],
  ready: async (server, { request, nowMs }) => {
    const answer = await ask(server, "create", creation(request, nowMs));
    return answer.ok ? { ok: true } : problemOf(answer);
  },
  way: async (server, { request, guest, nowMs }) => {
    // A room in which nobody has been for some minutes is forgotten; the documents say to create before each join.
    const answer = await ask(server, "create", creation(request, nowMs));
    return answer.ok ? { ok: true, url: signed(server, "join", entrance(request, guest)).href } : problemOf(answer);
  },
  presence: async (server, { room }) => {
    const answer = await ask(server, "getMeetingInfo", { meetingID: room });
    if (answer.ok) return countOf(answer.fields);
    return isUnknown(answer) ? { ok: true, presence: "known", running: false, people: 0 } : problemOf(answer);
  },
  end: async (server, request) => {
    const answer = await ask(server, "end", { meetingID: request.room, password: doorOf(request, "moderator") });
    return answer.ok || isUnknown(answer) ? { ok: true } : problemOf(answer);
  },
  health: async (server) => {
    // A room that is not there: the smallest question for which the secret has to be right.
    const [answer, version] = await Promise.all([
      ask(server, "isMeetingRunning", { meetingID: "fedicoop" }),
      versionOf(server),
    ]);
    if (!answer.ok && !isUnknown(answer)) return problemOf(answer);
    return { ok: true, ...(version === undefined ? {} : { version }) };
  },
};

function creation(request: RoomRequest, nowMs: number): Parameters {
  return {
    name: nameOf(request.title),
    meetingID: request.room,
    // Whoever asks again must know both, or the answer is idNotUnique.
    attendeePW: doorOf(request, "participant"),
    moderatorPW: doorOf(request, "moderator"),
    maxParticipants: request.seats,
    // Counted from creation; none at all would mean for ever.
    duration: Math.max(1, Math.ceil((request.endsAtMs - nowMs) / minuteMs)),
    record: String(request.recording ?? false),
    "meta_bbb-origin": "fedicoop",
    ...(request.endCallback === undefined ? {} : { meta_endCallbackUrl: request.endCallback }),
    ...(request.leaveTo === undefined ? {} : { logoutURL: request.leaveTo }),
  };
}

function entrance(request: RoomRequest, guest: RoomGuest): Parameters {
  return {
    fullName: nameOf(guest.name),
    meetingID: request.room,
    role: guest.role === "moderator" ? "MODERATOR" : "VIEWER",
    userID: guest.subject,
    "userdata-bbb_override_default_locale": guest.language,
    redirect: "true",
    ...(request.leaveTo === undefined ? {} : { errorRedirectUrl: request.leaveTo }),
  };
}

/** The passwords of a room, made from its secret, so that they are the same at each creation. */
function doorOf({ room, secret }: RoomRequest, role: RoomGuest["role"]): string {
  return createHmac("sha256", secret).update(`${room} ${role}`).digest("hex").slice(0, 32);
}

function nameOf(text: string): string {
  return plainName(text, nameLength.most).padEnd(nameLength.least, "·");
}

/** Where the API is: operators copy the address with or without `/api`. */
function addressOf(server: Connection, call: string): URL {
  const base = new URL(server.url);
  const path = base.pathname.replace(/\/+$/, "");
  return new URL(`${path.endsWith("/api") ? path : `${path}/api`}${call === "" ? "" : `/${call}`}`, base.origin);
}

function signed(server: Connection, call: string, parameters: Parameters): URL {
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [name, String(value)]),
  ).toString();
  const url = addressOf(server, call);
  url.search = `${query}${query === "" ? "" : "&"}checksum=${checksumOf(call, query, server)}`;
  return url;
}

async function ask(server: Connection, call: string, parameters: Parameters): Promise<Said> {
  const url = signed(server, call, parameters);
  const hidden = ["attendeePW", "moderatorPW", "password"].map((name) => String(parameters[name] ?? ""));
  const secrets = [server.secret, url.searchParams.get("checksum") ?? "", ...hidden];
  const reply = await callServer({ url, secrets });
  return reply.ok ? readAnswer(reply, secrets) : reply;
}

/** Errors come as XML too, with any HTTP status. */
function readAnswer(reply: { readonly status: number; readonly text: string }, secrets: readonly string[]): Said {
  const fields = readFields(reply.text, "response") ?? new Map<string, string>();
  const code = fields.get("returncode")?.toUpperCase();
  if (code === "SUCCESS") return { ok: true, fields };
  if (code === "FAILED") {
    const key = fields.get("messageKey") ?? "";
    const detail = [key, fields.get("message")].filter(Boolean).join(": ");
    return { ...failure(key === "checksumError" ? "refused" : "failed", detail, secrets), key };
  }
  return reply.status < 400
    ? failure("failed", "Its answer is not one of BigBlueButton's", secrets)
    : failedStatus(reply, secrets);
}

/** Two words for a room that is not there, depending on the version. */
function isUnknown(answer: Said): boolean {
  return !answer.ok && (answer.key === "notFound" || answer.key === "invalidMeetingIdentifier");
}

function problemOf({ problem, detail }: Failure): Failure {
  return { ok: false, problem, detail };
}

/** `participantCount` holds everybody, moderators too. */
function countOf(fields: ReadonlyMap<string, string>): Answer<{ presence: "known"; running: boolean; people: number }> {
  const count = fields.get("participantCount") ?? "";
  if (!/^\d{1,6}$/.test(count)) return failure("failed", "It does not say how many people there are", []);
  const running = fields.get("running") === "true" && fields.get("hasBeenForciblyEnded") !== "true";
  return { ok: true, presence: "known", running, people: Number(count) };
}

/** Of the software where the server reveals it, else of the API. */
async function versionOf(server: Connection): Promise<string | undefined> {
  const reply = await callServer({ url: addressOf(server, ""), secrets: [] });
  const fields = reply.ok ? readFields(reply.text, "response") : undefined;
  const version = [fields?.get("bbbVersion"), fields?.get("apiVersion"), fields?.get("version")].find(Boolean);
  return version?.slice(0, 50);
}
