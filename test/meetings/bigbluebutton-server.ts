import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import {
  describe,
  faultOf,
  hashOfLength,
  isSigned,
  refusalOf,
  unknownRoom,
  xmlOf,
  type Fields,
  type Refusal,
  type Room,
} from "./bigbluebutton-rules.ts";
import { startPlatform, type PlatformServer } from "./platform-server.ts";

export interface BigBlueButtonServer extends PlatformServer {
  /** As `bbb-conf --secret` prints it. */
  readonly url: string;
  readonly secret: string;
  /** What a coop's operator fills in. */
  readonly connection: {
    readonly url: string;
    readonly secret: string;
    readonly checksum: "sha1" | "sha256" | "sha384" | "sha512";
  };
  readonly rooms: ReadonlyMap<string, Room>;
  /** So many people are in the room from now on; the first is a moderator. The room must have been created. */
  setPeople(room: string, people: number): void;
  /** All that was asked to end ends now (by itself it happens within 50 ms); the callbacks are called. */
  finishEnding(): Promise<void>;
  /** The room's `duration` is over: it ends, as if asked. */
  exceed(room: string): Promise<void>;
  /** Nobody came for some minutes: the server forgets the room. */
  forget(room: string): void;
}

export interface BigBlueButtonOptions {
  readonly checksum?: "sha1" | "sha256" | "sha384" | "sha512";
  /** `supportedChecksumAlgorithms` of the server; all four, if absent. */
  readonly supports?: readonly string[];
  /** Joins lead here; if absent, to a page of this server. */
  readonly client?: string;
}

const endDelayMs = 50;

interface Ground {
  readonly secret: string;
  readonly supports: readonly string[];
  readonly rooms: Map<string, Room>;
  readonly client: string;
}

/**
 * A BigBlueButton that holds meetings without people or sound, written from docs.bigbluebutton.org/development/api. It checks what a
 * real one checks (checksums over the query as it was sent, lengths, limits, passwords) and says what a real one says.
 */
export async function startBigBlueButton(options: BigBlueButtonOptions = {}): Promise<BigBlueButtonServer> {
  const { checksum = "sha256", supports = Object.values(hashOfLength), client = "/client" } = options;
  const secret = randomUUID();
  const rooms = new Map<string, Room>();
  const ground: Ground = { secret, supports, rooms, client };
  const platform = await startPlatform({
    answer: (request, response) => {
      const call = /^\/bigbluebutton\/api(?:\/(\w*))?$/.exec(request.at.pathname)?.[1];
      if (request.at.pathname === "/client")
        response.writeHead(200, { "content-type": "text/html" }).end("<title>BigBlueButton</title>");
      else if (call === undefined && request.at.pathname !== "/bigbluebutton/api")
        response.writeHead(404).end("Not Found");
      else if (call === "join") join(ground, request.at, response);
      else sendXml(response, call === undefined || call === "" ? about : answerTo(ground, call, request.at));
    },
  });
  const url = `${platform.origin}/bigbluebutton/`;
  return {
    ...platform,
    url,
    secret,
    connection: { url, secret, checksum },
    rooms,
    setPeople: (name, people) => {
      const room = roomNamed(rooms, name);
      room.people.clear();
      for (let count = 0; count < people; count += 1)
        room.people.set(`person ${count}`, count === 0 ? "MODERATOR" : "VIEWER");
    },
    finishEnding: async () => {
      await Promise.all([...rooms.values()].filter(({ isEnding }) => isEnding).map((room) => finish(rooms, room)));
    },
    exceed: async (name) => {
      await finish(rooms, roomNamed(rooms, name));
    },
    forget: (name) => {
      rooms.delete(name);
    },
  };
}

const about = { returncode: "SUCCESS", version: "2.0", apiVersion: "2.0", bbbVersion: "3.0.10" };
function roomNamed(rooms: ReadonlyMap<string, Room>, name: string): Room {
  const room = rooms.get(name);
  if (room === undefined) throw new Error(`No room ${name}`);
  return room;
}

/** The callback carries what the server adds: whether something was recorded. Nobody waits for its answer. */
async function finish(rooms: Map<string, Room>, room: Room): Promise<void> {
  if (rooms.get(room.meetingID) !== room) return;
  rooms.delete(room.meetingID);
  const callback = URL.parse(room.parameters.get("meta_endCallbackUrl") ?? "");
  if (callback === null) return;
  callback.searchParams.set("recordingmarks", "false");
  await fetch(callback).catch(() => undefined);
}

const answers: Readonly<Record<string, (ground: Ground, parameters: URLSearchParams) => Fields | Refusal>> = {
  create,
  end,
  getMeetingInfo: ({ rooms }, parameters) => {
    const room = rooms.get(parameters.get("meetingID") ?? "");
    return room === undefined ? unknownRoom : { returncode: "SUCCESS", ...describe(room) };
  },
  isMeetingRunning: ({ rooms }, parameters) => ({
    returncode: "SUCCESS",
    running: (rooms.get(parameters.get("meetingID") ?? "")?.people.size ?? 0) > 0,
  }),
  getMeetings: ({ rooms }) =>
    rooms.size === 0
      ? {
          returncode: "SUCCESS",
          meetings: "",
          messageKey: "noMeetings",
          message: "no meetings were found on this server",
        }
      : {
          returncode: "SUCCESS",
          meetings: [...rooms.values()].map((room) => `<meeting>${xmlOf(describe(room))}</meeting>`).join(""),
        },
};

function answerTo(ground: Ground, call: string, at: URL): Fields | Refusal {
  const answer = answers[call];
  if (answer === undefined) return { error: ["unsupportedRequest", "This request is not supported."] };
  if (!isSigned(at.search.slice(1), call, ground)) return { error: ["checksumError", "Checksums do not match"] };
  if (call !== "getMeetings" && (at.searchParams.get("meetingID") ?? "") === "") {
    return { error: ["missingParamMeetingID", "You must specify a meeting ID for the meeting."] };
  }
  return answer(ground, at.searchParams);
}

function create({ rooms }: Ground, parameters: URLSearchParams): Fields | Refusal {
  const fault = faultOf(parameters);
  if (fault !== undefined) return fault;
  const meetingID = parameters.get("meetingID") ?? "";
  const existing = rooms.get(meetingID);
  if (existing === undefined) {
    const room: Room = { meetingID, parameters, people: new Map(), isEnding: false };
    rooms.set(meetingID, room);
    return { returncode: "SUCCESS", ...describe(room) };
  }
  const isSame = ["attendeePW", "moderatorPW"].every((name) => existing.parameters.get(name) === parameters.get(name));
  if (!isSame)
    return {
      error: ["idNotUnique", "A meeting already exists with that meeting ID.  Please use a different meeting ID."],
    };
  const message = "This conference was already in existence and may currently be in progress.";
  return { returncode: "SUCCESS", ...describe(existing), messageKey: "duplicateWarning", message };
}

function end({ rooms }: Ground, parameters: URLSearchParams): Fields | Refusal {
  const room = rooms.get(parameters.get("meetingID") ?? "");
  if (room === undefined) return unknownRoom;
  const password = parameters.get("password");
  if (password !== null && password !== room.parameters.get("moderatorPW")) {
    return { error: ["invalidPassword", "You must supply the moderator password for this call."] };
  }
  room.isEnding = true;
  setTimeout(() => {
    void finish(rooms, room);
  }, endDelayMs).unref();
  const message = `A request to end the meeting was sent. Please wait a few seconds, and then use the getMeetingInfo or isMeetingRunning API calls to verify that it was ended`;
  return { returncode: "SUCCESS", messageKey: "sentEndMeetingRequest", message };
}

/** A browser that joins is sent on: into the client, or to where errors are shown. */
function join(ground: Ground, at: URL, response: ServerResponse): void {
  const parameters = at.searchParams;
  if (!isSigned(at.search.slice(1), "join", ground)) {
    sendXml(response, { error: ["checksumError", "Checksums do not match"] });
    return;
  }
  const room = ground.rooms.get(parameters.get("meetingID") ?? "");
  const refusal = refusalOf(parameters, room);
  if (refusal !== undefined) {
    sendBack(response, parameters.get("errorRedirectUrl") ?? room?.parameters.get("logoutURL"), refusal);
    return;
  }
  room?.people.set(parameters.get("userID") ?? randomUUID(), parameters.get("role")?.toUpperCase() ?? "VIEWER");
  response.writeHead(302, { location: `${ground.client}?sessionToken=${randomUUID().slice(0, 16)}` }).end();
}

function sendBack(response: ServerResponse, back: string | null | undefined, refusal: Refusal): void {
  const location = URL.parse(back ?? "");
  if (location === null) {
    sendXml(response, refusal);
    return;
  }
  const [key, message] = refusal.error;
  location.searchParams.set("errors", JSON.stringify([{ message, key }]));
  response.writeHead(302, { location: location.href }).end();
}

function isRefusal(said: Fields | Refusal): said is Refusal {
  return Array.isArray(said["error"]);
}

function sendXml(response: ServerResponse, said: Fields | Refusal): void {
  const fields = isRefusal(said) ? { returncode: "FAILED", messageKey: said.error[0], message: said.error[1] } : said;
  response.writeHead(200, { "content-type": "text/xml;charset=utf-8" }).end(`<response>${xmlOf(fields)}</response>`);
}
