import { createHash } from "node:crypto";

/** A room of the test server, as `create` made it. */
export interface Room {
  readonly meetingID: string;
  /** What `create` was given. */
  readonly parameters: URLSearchParams;
  /** Of each person, by userID: MODERATOR or VIEWER. Who comes twice counts once. */
  readonly people: Map<string, string>;
  /** `end` was asked for; people are still being sent out. */
  isEnding: boolean;
}

/** An error as a real server words it. */
export interface Refusal {
  readonly error: readonly [key: string, message: string];
}
export type Fields = Readonly<Record<string, string | number | boolean>>;

export const unknownRoom: Refusal = {
  error: ["notFound", "We could not find a meeting with that meeting ID - perhaps the meeting is not yet running?"],
};

export const hashOfLength: Readonly<Record<number, string>> = { 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512" };

/** The checksum covers the query string as it was sent, whatever its encoding and order. */
export function isSigned(
  query: string,
  call: string,
  server: { readonly secret: string; readonly supports: readonly string[] },
): boolean {
  const given = /(?:^|&)checksum=([^&]*)/.exec(query)?.[1] ?? "";
  const rest = query.replace(/(?:^|&)checksum=[^&]*/, "").replace(/^&/, "");
  const hash = hashOfLength[given.length];
  if (hash === undefined || !server.supports.includes(hash)) return false;
  return createHash(hash).update(`${call}${rest}${server.secret}`).digest("hex") === given;
}

/** Why a `create` is not taken: the first of what a real server checks. */
export function faultOf(parameters: URLSearchParams): Refusal | undefined {
  const checks: readonly (readonly [isRight: boolean, message: string])[] = [
    [parameters.has("name"), "You must provide a meeting name"],
    [isLong(parameters, "name", [2, 64]), "Meeting name must be between 2 and 64 characters"],
    [isLong(parameters, "meetingID", [2, 256]), "Meeting ID must be between 2 and 256 characters"],
    [!(parameters.get("meetingID") ?? "").includes(","), "Meeting ID cannot contain ','"],
    [isLong(parameters, "attendeePW", [2, 64]), "Password must be between 2 and 64 characters"],
    [isLong(parameters, "moderatorPW", [2, 64]), "Password must be between 2 and 64 characters"],
    [/^\d*$/.test(parameters.get("maxParticipants") ?? ""), "Max participants must be a number"],
    [/^\d*$/.test(parameters.get("duration") ?? ""), "Duration must be a number"],
    [![...parameters.values()].some((value) => /\p{Cc}/u.test(value)), "Control characters are not allowed"],
  ];
  const fault = checks.find(([isRight]) => !isRight);
  return fault === undefined ? undefined : { error: ["validationError", fault[1]] };
}

function isLong(parameters: URLSearchParams, name: string, [least, most]: readonly [number, number]): boolean {
  const value = parameters.get(name);
  return value === null || (value.length >= least && value.length <= most);
}

/** Why somebody does not get in, whose call is signed. */
export function refusalOf(parameters: URLSearchParams, room: Room | undefined): Refusal | undefined {
  if ((parameters.get("fullName") ?? "").trim() === "")
    return { error: ["validationError", "You must provide your name"] };
  if (room === undefined) {
    return {
      error: ["invalidMeetingIdentifier", "The meeting ID that you supplied did not match any existing meetings"],
    };
  }
  if (room.isEnding)
    return { error: ["meetingForciblyEnded", "You can not join a meeting that has already been forcibly ended"] };
  if (!hasDoor(parameters, room)) {
    return {
      error: [
        "invalidPassword",
        "The supplied password is neither the attendee nor the moderator password for this meeting",
      ],
    };
  }
  return isFull(parameters, room)
    ? { error: ["maxParticipantsReached", "The number of participants allowed for this meeting has been reached."] }
    : undefined;
}

function hasDoor(parameters: URLSearchParams, room: Room): boolean {
  const passwords = [room.parameters.get("attendeePW"), room.parameters.get("moderatorPW")];
  const password = parameters.get("password");
  return (
    /^(?:moderator|viewer)$/i.test(parameters.get("role") ?? "") || (password !== null && passwords.includes(password))
  );
}

function isFull(parameters: URLSearchParams, { parameters: created, people }: Room): boolean {
  const most = Number(created.get("maxParticipants") ?? 0);
  return most > 0 && people.size >= most && !people.has(parameters.get("userID") ?? "");
}

/** A room as `create`, `getMeetingInfo` and `getMeetings` show it. */
export function describe({ meetingID, parameters, people, isEnding }: Room): Fields {
  return {
    meetingName: parameters.get("name") ?? "",
    meetingID,
    attendeePW: parameters.get("attendeePW") ?? "",
    moderatorPW: parameters.get("moderatorPW") ?? "",
    running: people.size > 0,
    duration: parameters.get("duration") ?? "0",
    hasUserJoined: people.size > 0,
    recording: parameters.get("record") ?? "false",
    hasBeenForciblyEnded: isEnding,
    participantCount: people.size,
    listenerCount: 0,
    maxUsers: parameters.get("maxParticipants") ?? "0",
    moderatorCount: [...people.values()].filter((role) => role === "MODERATOR").length,
    attendees: [...people]
      .map(([userID, role]) => `<attendee>${xmlOf({ userID, fullName: "Somebody", role })}</attendee>`)
      .join(""),
  };
}

/** `attendees` and `meetings` hold markup; all else is text. */
export function xmlOf(fields: Fields): string {
  const escape = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return Object.entries(fields)
    .map(
      ([name, value]) =>
        `<${name}>${["attendees", "meetings"].includes(name) ? value : escape(String(value))}</${name}>`,
    )
    .join("");
}
