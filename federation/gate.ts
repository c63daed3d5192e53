import { noteHostReceived, notePeerSeen, type Received } from "#src/app/peer-seen.ts";
import type { Context } from "#src/app/context.ts";
import {
  blocked,
  checkOther,
  checkSigned,
  claimedKey,
  standingOf,
  standingOfSender,
  type Admission,
  type Checked,
  type SenderStanding,
} from "./check.ts";
import { openGuardMemory, type GuardMemory } from "./guard-memory.ts";
import { defaultRates, openBuckets, openPlaces, type Buckets, type Places, type Rates } from "./limits.ts";
import { problemResponse, refusalResponse, refuse, type Refused } from "./problem.ts";

export interface GateOptions {
  readonly app: Context;
  /** Told the origin of every host whose request was verified. */
  readonly hostAwake: (origin: string) => Promise<void>;
  /** Whether a key need not be fetched. */
  readonly isKeyKept?: (keyId: string) => boolean;
  /** Whether a key could not be had several times, lately. */
  readonly isKeyHopeless?: (keyId: string) => boolean;
  readonly rates?: Partial<Rates>;
}

/** What a verified request sets off in the store is looked at this often for each host. */
const seenMs = 1_000;
const hostsRemembered = 10_000;

/** So many requests of a host that is known, and of an address that signs as nobody we know, are looked at together. */
const knownAtOnce = 128;
const unknownAtOnce = 64;

/** How much of what comes is looked at, from whom. */
export interface Gate {
  admitSigned(request: Request, address: string): Promise<Admission | Refused>;
  admitOther(request: Request, address: string): Promise<Admission | Refused>;
}

type AllBuckets = { readonly [Name in keyof Rates]: Buckets };

type Seen = (origin: string, received: Received) => Promise<void>;

/** A peer was seen, and its host is awake. */
function openSeen(app: Context, hostAwake: GateOptions["hostAwake"]): Seen {
  const seenAtMs = new Map<string, number>();
  return async (origin, received) => {
    const nowMs = app.nowMs();
    if (nowMs - (seenAtMs.get(origin) ?? -Infinity) < seenMs) return;
    if (seenAtMs.size >= hostsRemembered) seenAtMs.clear();
    seenAtMs.set(origin, nowMs);
    await notePeerSeen(app, origin);
    await noteHostReceived(app, origin, received);
    await hostAwake(origin);
  };
}

interface Ground {
  readonly app: Context;
  readonly buckets: AllBuckets;
  readonly places: Places;
  readonly memory: GuardMemory;
  readonly seen: Seen;
  readonly isKeyKept: (keyId: string) => boolean;
  readonly isKeyHopeless: (keyId: string) => boolean;
}

export function openGate(options: GateOptions): Gate {
  const { app, hostAwake, rates, isKeyKept = () => false, isKeyHopeless = () => false } = options;
  const all = { ...defaultRates, ...rates };
  const open = (name: keyof Rates): Buckets => openBuckets(all[name], app.nowMs);
  const buckets: AllBuckets = {
    failed: open("failed"),
    forged: open("forged"),
    unsigned: open("unsigned"),
    partner: open("partner"),
    stranger: open("stranger"),
    handles: open("handles"),
  };
  const seen = openSeen(app, hostAwake);
  const ground = {
    app,
    buckets,
    places: openPlaces(),
    memory: openGuardMemory(app.nowMs),
    seen,
    isKeyKept,
    isKeyHopeless,
  };
  return {
    admitSigned: (request, address) => admitSigned(ground, request, address),
    async admitOther(request, address) {
      const guess = guessOf(request);
      if (guess !== "token") {
        const taken = buckets.unsigned.take(address);
        if (!taken.ok) return tooMuch("There were too many requests from this address.", taken.retryAfterSeconds);
      }
      const failures = guess === "handle" ? buckets.handles : buckets.failed;
      // A right handle is no secret that would let its bearer pass: who has guessed too often is told nothing.
      if (guess === "handle" && !failures.has(address)) return tooMany(failures, address, wrongGuess.handle.detail);
      const checked = await checkOther(app, request);
      if (!("pass" in checked) || guess === undefined) return checked;
      return { ...checked, settle: async (response) => settleGuess(app, response, { guess, failures, address }) };
    },
  };
}

/** Who a request says that it comes from, before that is known to be true: whose failures it counts as. */
interface Sender {
  readonly key: string | undefined;
  /** The key's origin. */
  readonly claimed: string | undefined;
  readonly failures: Buckets;
  readonly from: string;
  readonly atOnce: number;
}

async function admitSigned(ground: Ground, request: Request, address: string): Promise<Admission | Refused> {
  const sender = senderOf(ground, request, address);
  const { failures, from, atOnce } = sender;
  if (!failures.has(from)) return tooMany(failures, from);
  const known = alreadyKnown(ground, sender, request);
  if (known !== undefined) {
    failures.take(from);
    return known;
  }
  const leave = ground.places.take(from, atOnce);
  if (leave === undefined) return tooMuch("Too much from this address is being looked at.", 1);
  let isGoingOn = false;
  try {
    const admitted = await admitFrom(ground, sender, request);
    isGoingOn = "pass" in admitted;
    if (!("pass" in admitted)) return admitted;
    return { ...admitted, settle: (response) => admitted.settle(response).finally(leave) };
  } finally {
    if (!isGoingOn) leave();
  }
}

/** What needs no look at body, store or key: what was taken before, and keys that there are not. */
function alreadyKnown(
  { memory, isKeyHopeless }: Ground,
  { key, claimed }: Sender,
  { headers }: Request,
): Admission | Refused | undefined {
  if (key === undefined || claimed === undefined) return undefined;
  if (memory.isOld({ keyId: key, signature: headers.get("signature") ?? "" }))
    return { refuse: new Response(null, { status: 202 }) };
  // Whoever's signature held lately may have lost a message or two.
  return isKeyHopeless(key) && memory.known(claimed) === undefined ? hopeless : undefined;
}

const hopeless = refuse("signature-key", "It could not be had from its server, several times. Try again in a minute.");

function senderOf({ buckets, memory }: Ground, { headers }: Request, address: string): Sender {
  const key = claimedKey(headers);
  const claimed = key === undefined ? undefined : new URL(key).origin;
  return claimed !== undefined && memory.known(claimed) !== undefined
    ? { key, claimed, failures: buckets.forged, from: `${address} ${claimed}`, atOnce: knownAtOnce }
    : { key, claimed, failures: buckets.failed, from: address, atOnce: unknownAtOnce };
}

async function admitFrom(ground: Ground, sender: Sender, request: Request): Promise<Admission | Refused> {
  const { buckets } = ground;
  const { claimed, failures, from } = sender;
  const checked = await checkSigned(ground.app, request, claimed);
  if ("refused" in checked) {
    failures.take(from);
    return checked;
  }
  const standing = await standingBefore(ground, checked);
  if (standing === "blocked") return blocked;
  const host = standing === "partner" ? buckets.partner : buckets.stranger;
  const taken = host.take(checked.signer);
  if (!taken.ok) return tooMuch("This server has sent too much at once.", taken.retryAfterSeconds);
  const settling = { ...checked, ...sender, host };
  return { pass: checked.request, settle: (response) => settleSigned(ground, settling, response) };
}

/**
 * Nothing is fetched from who is blocked. With a key that we have, the signature costs less than the store: it is looked at first, and its sender
 * after it (`verifySpeaker`).
 */
async function standingBefore(
  { app, memory, isKeyKept }: Ground,
  { request, signer, signed, isActivity }: Checked,
): Promise<SenderStanding> {
  if (!isActivity) return standingOfSender(app, request);
  const remembered = isKeyKept(signed.keyId) ? memory.known(signer) : undefined;
  return remembered ?? memory.standingLately(signer, () => standingOf(app, signer));
}

type Settling = Checked & Sender & { readonly host: Buckets };

async function settleSigned(
  { app, seen, memory }: Ground,
  { request, signer, forwarded, received, signed, host, failures, from }: Settling,
  response: Response,
): Promise<Response> {
  if (response.ok) {
    memory.note(signed, (await standingOfSender(app, request)) === "partner" ? "partner" : "other");
    if (!forwarded) await seen(signer, received);
    return response;
  }
  // It may have been signed by nobody: what it cost is the address's, not the host's.
  host.giveBack(signer);
  failures.take(from);
  return asProblem(response);
}

/** Addresses whose end is a secret of 128 bits. */
const secretPath = /^\/(join|guests|feeds|welcome|attending)\/[^/]+(\/[a-z]+)?$/;

/** Where one asks whether somebody bears a handle. */
const handlePath = /^\/(\.well-known\/webfinger$|@[^/]+$)/;

/** What a request may be guessing: a token of the API (what else carries the header is like any other request), a secret address, or a handle. */
function guessOf(request: Request): keyof typeof wrongGuess | undefined {
  const { pathname } = new URL(request.url);
  if (request.headers.has("authorization") && pathname.startsWith("/api/")) return "token";
  if (handlePath.test(pathname)) return "handle";
  return secretPath.test(pathname) ? "address" : undefined;
}

const wrongGuess = {
  token: { statuses: [401], detail: "Too many requests from this address had no good token." },
  address: { statuses: [404, 410], detail: "Too many requests from this address were for pages that there are not." },
  handle: { statuses: [404, 410], detail: "Too many requests from this address were for handles that nobody bears." },
};

/** Who has a good token or address is never kept out by somebody behind the same address who guesses. */
function settleGuess(
  { origin }: Context,
  response: Response,
  settling: { readonly guess: keyof typeof wrongGuess; readonly failures: Buckets; readonly address: string },
): Response {
  const { statuses, detail } = wrongGuess[settling.guess];
  if (!statuses.includes(response.status)) return response;
  const taken = settling.failures.take(settling.address);
  return taken.ok ? response : refusalResponse(tooMuch(detail, taken.retryAfterSeconds), origin);
}

function tooMany(
  failures: Buckets,
  address: string,
  detail = "Too many requests from this address failed or were not signed.",
): Refused {
  const taken = failures.take(address);
  return tooMuch(detail, taken.ok ? 1 : taken.retryAfterSeconds);
}

const tooMuch = (detail: string, retryAfterSeconds: number): Refused => ({
  ...refuse("too-many-requests", detail),
  retryAfterSeconds,
});

const titles: Readonly<Record<number, string>> = {
  400: "The request cannot be understood",
  401: "The signature does not hold",
  404: "There is no such thing here",
  410: "This is gone",
  500: "Something went wrong on our side",
};

/** What Fedify refuses in plain text, as a problem document. */
async function asProblem(response: Response): Promise<Response> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status < 400 || type.includes("json")) return response;
  const detail =
    response.status >= 500 ? "Nothing was changed. Try again later." : (await response.text()).slice(0, 200);
  return problemResponse({
    type: "about:blank",
    title: titles[response.status] ?? "The request is refused",
    status: response.status,
    ...(detail === "" ? {} : { detail }),
  });
}
