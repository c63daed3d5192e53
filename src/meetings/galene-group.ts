import type { JsonWebKey } from "node:crypto";
import { z } from "zod";
import type { Answer, Presence, RoomRequest } from "./connector.ts";
import { addressOf, groupOf, keyFor, type Connection } from "./galene-connection.ts";
import { callServer, failedStatus, failure, type Call, type Failure, type Reply } from "./http.ts";

/** Statistics tell of every stream of every person to every other. */
const maxStatisticsBytes = 16 * 1024 * 1024;
/** Somebody else may edit the group between our reading and our writing. */
const maxAttempts = 3;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("This is no JSON");
    return z.NEVER;
  }
});
const descriptions = json.pipe(z.record(z.string(), z.unknown()));
const statistics = json.pipe(z.array(z.object({ name: z.string(), clients: z.array(z.unknown()).optional() })));

/** Asks the administrative API as its administrator. */
export async function askApi(server: Connection, path: string, call: Partial<Call> = {}): Promise<Reply> {
  const headers = { ...call.headers, authorization: `Basic ${credentialsOf(server)}` };
  return await callServer({
    ...call,
    url: addressOf(server, `galene-api/v0/${path}`),
    headers,
    secrets: secretsOf(server),
  });
}

function credentialsOf({ username, password }: Connection): string {
  return Buffer.from(`${username}:${password}`).toString("base64");
}

function secretsOf(server: Connection): readonly string[] {
  return [server.password, credentialsOf(server)];
}

/** What an answer says that was not hoped for. */
export function refusal(server: Connection, reply: { readonly status: number; readonly text: string }): Failure {
  return reply.status < 400
    ? failure("failed", "Its answer is not one of Galène's", [])
    : failedStatus(reply, secretsOf(server));
}

/** Only JSON is Galène's: a server of another kind may answer 200 to everything. */
export function isJson({ status, headers }: { readonly status: number; readonly headers: Headers }): boolean {
  return status === 200 && headers.get("content-type")?.startsWith("application/json") === true;
}

/** Makes the group with its limit and its end, or brings it up to date; then sets the key that opens it. */
export async function prepareGroup(server: Connection, request: RoomRequest): Promise<Answer<object>> {
  let problem: Failure | "again" | undefined = "again";
  for (let attempt = 0; problem === "again" && attempt < maxAttempts; attempt += 1)
    problem = await describeGroup(server, request);
  if (problem === "again") return failure("failed", "Somebody else keeps changing the group", []);
  const trouble = problem ?? (await setKeys(server, request, [keyFor(server, request).verifies])) ?? { ok: true };
  return trouble === "gone" ? failure("failed", "Somebody else has deleted the group", []) : trouble;
}

async function describeGroup(server: Connection, request: RoomRequest): Promise<Failure | "again" | undefined> {
  const path = `.groups/${groupOf(server, request)}`;
  const found = await askApi(server, path);
  if (!found.ok) return found;
  if (!isJson(found) && found.status !== 404) return refusal(server, found);
  const before = found.status === 200 ? (descriptions.safeParse(found.text).data ?? {}) : {};
  const wanted = { ...before, ...descriptionOf(request) };
  if (Object.entries(wanted).every(([name, value]) => before[name] === value)) return undefined;
  const put = await askApi(server, path, {
    method: "PUT",
    // Only what we have read is overwritten; only what is not there is made.
    headers: { "content-type": "application/json", ...conditionOf(found.headers.get("etag")) },
    body: JSON.stringify(wanted),
  });
  if (!put.ok) return put;
  if (put.status === 412) return "again";
  return isDone(put) ? undefined : refusal(server, put);
}

/** What changes something is answered by 201 or 204. */
function isDone({ status }: { readonly status: number }): boolean {
  return status === 201 || status === 204;
}

function conditionOf(etag: string | null): Readonly<Record<string, string>> {
  return etag === null ? { "if-none-match": "*" } : { "if-match": etag };
}

/** `not-before` is left out: nobody comes in without a token, and we give those. Operators come in regardless of limit and end. */
function descriptionOf(request: RoomRequest): Readonly<Record<string, unknown>> {
  return {
    displayName: request.title,
    "max-clients": request.seats,
    // As Go writes times, so that what we read back is what we wrote.
    expires: new Date(Math.ceil(request.endsAtMs / 1000) * 1000).toISOString().replace(".000Z", "Z"),
    ...(request.recording === true ? { "allow-recording": true } : {}),
  };
}

/** From then on only tokens signed with one of these open the group. `gone`: there is no such group. */
export async function setKeys(
  server: Connection,
  request: RoomRequest,
  keys: readonly JsonWebKey[],
): Promise<Failure | "gone" | undefined> {
  const headers = { "content-type": "application/jwk-set+json" };
  const path = `.groups/${groupOf(server, request)}/.keys`;
  const reply = await askApi(server, path, { method: "PUT", headers, body: JSON.stringify({ keys }) });
  if (!reply.ok) return reply;
  if (reply.status === 404) return "gone";
  // Without its words: what we sent is the key.
  return isDone(reply) ? undefined : refusal(server, { ...reply, text: "" });
}

/** Nobody comes in any more; who is inside stays. */
export async function deleteGroup(server: Connection, request: RoomRequest): Promise<Answer<object>> {
  const reply = await askApi(server, `.groups/${groupOf(server, request)}`, { method: "DELETE" });
  if (!reply.ok) return reply;
  return isDone(reply) || reply.status === 404 ? { ok: true } : refusal(server, reply);
}

/** Every client of the group counts; a running recording is one too. The documents promise no format: another one says nothing. */
export async function countPeople(server: Connection, request: RoomRequest): Promise<Answer<Presence>> {
  const reply = await askApi(server, ".stats", { maxAnswerBytes: maxStatisticsBytes });
  if (!reply.ok) return reply;
  if (!isJson(reply) && reply.status !== 404) return refusal(server, reply);
  const groups = statistics.safeParse(reply.text).data;
  if (reply.status === 404 || groups === undefined) return { ok: true, presence: "unknown" };
  const people = groups.find(({ name }) => name === groupOf(server, request))?.clients?.length ?? 0;
  return { ok: true, presence: "known", running: people > 0, people };
}
