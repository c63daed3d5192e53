import { getLogger } from "@logtape/logtape";
import type { Admission } from "./check.ts";
import { openGate, type GateOptions } from "./gate.ts";
import { addressKey, clientAddress } from "./limits.ts";
import { refusalResponse } from "./problem.ts";

const log = getLogger(["fedicoop", "guard"]);

export interface GuardOptions extends GateOptions {
  /** Whose forwarded headers are believed: addresses and networks. */
  readonly trustedProxies: readonly string[];
}

export type Guard = (request: Request, from: { readonly remoteAddress: string }) => Promise<Admission>;

/** What must be signed: everything that other nodes POST. */
const signedPath = /^\/(inbox|actors\/[^/]+\/inbox|ledger\/sync)$/;

/** Stands before everything: what a request must satisfy before Fedify, the pages or the API see it (docs/federation/guard.md). */
export function openGuard(options: GuardOptions): Guard {
  const { app, trustedProxies } = options;
  const gate = openGate(options);
  return async (request, { remoteAddress }) => {
    const address = addressKey(clientAddress(remoteAddress, request.headers.get("x-forwarded-for"), trustedProxies));
    const url = new URL(request.url);
    const outcome =
      request.method === "POST" && signedPath.test(url.pathname)
        ? await gate.admitSigned(request, address)
        : await gate.admitOther(request, address);
    if (!("refused" in outcome)) return outcome;
    log.debug("{method} {path} is refused: {refused}", {
      method: request.method,
      path: url.pathname,
      refused: outcome.refused,
    });
    return { refuse: refusalResponse(outcome, app.origin) };
  };
}
