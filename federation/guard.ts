import { getLogger } from "@logtape/logtape";
import type { Admission } from "./check.ts";
import { openGate, type GateOptions } from "./gate.ts";
import { addressKey, clientAddress } from "./limits.ts";
import { refusalResponse, refuse, type Refused } from "./problem.ts";

const log = getLogger(["fedicoop", "guard"]);

export interface GuardOptions extends GateOptions {
  /** Whose forwarded headers are believed: addresses and networks. */
  readonly trustedProxies: readonly string[];
}

export type Guard = (request: Request, from: { readonly remoteAddress: string }) => Promise<Admission>;

/** What must be signed: everything that other nodes POST. */
const signedPath = /^\/(inbox|actors\/[^/]+\/inbox|ledger\/sync)$/;

/** What no request within a program may be made with (the Fetch standard forbids it). */
const unheardMethods: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

/** PostgreSQL cannot even be asked for it, whichever page, collection or search would have. */
const encodedNul = /%00/;

/** Stands before everything: what a request must satisfy before Fedify, the pages or the API see it (docs/federation/guard.md). */
export function openGuard(options: GuardOptions): Guard {
  const { app, trustedProxies } = options;
  const gate = openGate(options);
  const admit = (request: Request, url: URL, address: string): Promise<Admission | Refused> | Refused => {
    if (encodedNul.test(url.href)) return refuse("malformed-address", "An address has no NUL in it.");
    if (unheardMethods.has(request.method)) return refuse("no-such-method", `${request.method} is not known here.`);
    const isSigned = request.method === "POST" && signedPath.test(url.pathname);
    return isSigned ? gate.admitSigned(request, address) : gate.admitOther(request, address);
  };
  return async (request, { remoteAddress }) => {
    const address = addressKey(clientAddress(remoteAddress, request.headers.get("x-forwarded-for"), trustedProxies));
    const url = new URL(request.url);
    const outcome = await admit(request, url, address);
    if (!("refused" in outcome)) return outcome;
    log.debug("{method} {path} is refused: {refused}", {
      method: request.method,
      path: url.pathname,
      refused: outcome.refused,
    });
    return { refuse: refusalResponse(outcome, app.origin) };
  };
}
