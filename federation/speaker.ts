import { getLogger } from "@logtape/logtape";
import { sameOrigin } from "#src/domain/iri.ts";
import { activityIn, blocked, claimedKey, standingOfSender } from "./check.ts";
import type { Ground } from "./federation.ts";
import { hrefOf } from "./inbox.ts";
import { onActorDelete } from "./inbox/followers.ts";
import type { Forwards } from "./inbox/forwarded.ts";
import type { Received } from "./inbox/received.ts";
import { refusalResponse } from "./problem.ts";
import type { Signers } from "./signer.ts";
import { activityStreams } from "./wire/context.ts";
import type { JsonObject } from "./wire/json.ts";

const log = getLogger(["fedicoop", "inbox"]);

interface Hearing {
  readonly signers: Signers;
  readonly forwards: Forwards;
}

/** What was said by whom, and what is left of the request for Fedify. */
interface Spoken {
  readonly request: Request;
  readonly said: JsonObject;
  readonly vouchers: JsonObject;
  readonly signer: string;
}

/**
 * Every activity must come in a request that its own actor signed. Fedify would also take an integrity proof or a Linked Data signature
 * inside of the body for that, whoever sent it and however old it is; it does not see them. It sees who acts and under which address, and nothing
 * that would have to be fetched or expanded: our handlers read the JSON itself (`wire/ld-context.ts`). What somebody else sent is no more than a
 * hint (`inbox/forwarded.ts`).
 */
export async function verifySpeaker(ground: Ground, request: Request, hearing: Hearing): Promise<Response | Spoken> {
  const json = activityIn(request) ?? ((await request.clone().json()) as JsonObject);
  const { signature, proof, ...activity } = json;
  const actor = hrefOf(activity["actor"]);
  if (actor === undefined) return notItsActor();
  const answer = await hearing.signers.check(request, actor);
  // The actor's own server says that it is gone, which is more than the Delete could prove.
  if (answer === "gone" && isOwnDeletion(activity, actor)) {
    await onActorDelete({ ...ground, activity, actor });
    return taken();
  }
  if (answer !== "signed") {
    const isForwarded = await takeForwarded({ ...ground, activity, actor }, request, hearing);
    return isForwarded ? taken() : notItsActor();
  }
  if ((await standingOfSender(ground.app, request)) === "blocked") return refusalResponse(blocked, ground.app.origin);
  const vouchers = { ...(signature === undefined ? {} : { signature }), ...(proof === undefined ? {} : { proof }) };
  return { request: headOf(request, activity, actor), said: activity, vouchers, signer: actor };
}

const taken = (): Response => new Response(null, { status: 202 });
const notItsActor = (): Response => new Response("The signature is not one of the activity's actor.", { status: 401 });

const isOwnDeletion = ({ type, object }: JsonObject, actor: string): boolean =>
  [type].flat().includes("Delete") && hrefOf(object) === actor;

function headOf({ url, method, headers }: Request, activity: JsonObject, actor: string): Request {
  const id = "id" in activity ? { id: activity["id"] } : {};
  const head = { "@context": activityStreams, type: "Activity", actor, ...id };
  return new Request(url, { method, headers, body: JSON.stringify(head) });
}

/** Whether somebody else, whose signature holds, passes it on as they got it. What costs least is looked at first. */
async function takeForwarded(received: Received, request: Request, { signers, forwards }: Hearing): Promise<boolean> {
  const key = claimedKey(request.headers);
  const origin = key === undefined ? undefined : new URL(key).origin;
  if (origin === undefined || !(await forwards.listensTo(received, origin))) return false;
  const forwarder = await signers.signerOf(request);
  if (forwarder === undefined || !sameOrigin(forwarder, origin)) return false;
  if ((await standingOfSender(received.app, request)) === "blocked") return false;
  const handled = await forwards.take(received, origin);
  if (handled !== "done")
    log.debug("What {forwarder} forwards is dropped: {reason}", { forwarder, reason: handled.dropped });
  return true;
}
