import type { Context } from "#src/app/context.ts";
import type { Reconciliation } from "#src/app/partners.ts";
import { answerSync } from "#src/app/reconcile.ts";
import { reconcileWith, type SyncPost } from "#src/app/sync-session.ts";
import { coopActorId, entryIri, ledgerSyncIri, sameOrigin } from "#src/domain/iri.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { findPeer } from "#src/store/peers.ts";
import { FetchError, type FetchLimits } from "./fetch.ts";
import { openHttpKeys, sendSigned } from "./post.ts";
import { problemResponse } from "./problem.ts";
import type { SignerOf } from "./signer.ts";
import { readSyncAnswer, readSyncRequest, writeSyncAnswer, writeSyncRequest } from "./wire/sync.ts";

export interface LedgerOptions {
  readonly app: Context;
  readonly signerOf: SignerOf;
  readonly allowPrivateAddresses: boolean;
}

export interface Ledger {
  /**
   * Answers `POST /ledger/sync` and what asks for an entry as JSON; undefined for everything else. The guard has bounded the body and
   * seen to what the signature covers.
   */
  answer(request: Request): Promise<Response | undefined>;
  /** Compares our books of a pair with the partner's, and mends what can be mended. Never throws for what another server does. */
  reconcile(peerId: string): Promise<Reconciliation>;
}

/** How long one request may take. */
const limitMs = 15_000;

export function openLedger(options: LedgerOptions): Ledger {
  const post = openSyncPost(options);
  return {
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/ledger/sync" && request.method === "POST") return compare(options, request);
      const [, id] = /^\/entries\/([^/]+)$/.exec(pathname) ?? [];
      return id !== undefined && request.method === "GET" ? serveEntry(options, request, id) : undefined;
    },
    reconcile: (peerId) => reconcileWith(options.app, peerId, post),
  };
}

/** An entry that we made, for its other side; to everyone else there is none. */
async function serveEntry({ app, signerOf }: LedgerOptions, request: Request, id: string): Promise<Response> {
  const entry = await findEntryByIri(app.database, entryIri(app.origin, id));
  const peer = entry === undefined ? undefined : await findPeer(app.database, entry.peerId);
  const signer = peer === undefined || peer.state === "blocked" ? undefined : await signerOf(request);
  if (entry === undefined || peer === undefined || signer === undefined || !sameOrigin(signer, peer.origin)) {
    return problem(app, { status: 404, title: "There is no such entry here" });
  }
  const headers = {
    "content-type": "application/activity+json",
    "cache-control": "private",
    vary: "Accept, Signature",
  };
  return new Response(entry.document, { headers });
}

async function compare({ app, signerOf }: LedgerOptions, request: Request): Promise<Response> {
  const coop = await signerOf(request);
  const read = readSyncRequest(await request.json().catch(() => undefined));
  // To everyone but a partner there is nothing here (design: what is not public).
  const answered = coop === undefined || !read.ok ? undefined : await answerSync(app, coop, read.value);
  if (answered !== undefined) return Response.json(writeSyncAnswer(answered));
  if (coop === undefined) return problem(app, { status: 401, title: "The request is not signed by a cooperative" });
  if (!read.ok) return problem(app, { status: 400, title: "This is not a comparison of ledgers", detail: read.reason });
  return problem(app, { status: 404, title: "There are no books with this cooperative" });
}

function problem(
  { origin }: Context,
  about: { readonly status: number; readonly title: string; readonly detail?: string },
): Response {
  return problemResponse({ type: `${origin}/api#problem-ledger-sync`, ...about });
}

/** What those answer who have no reconciliation, or no books with us (`docs/federation/log.md`). We looked at their card just before. */
const statusesWithoutLog: ReadonlySet<number> = new Set([404, 405, 410, 501]);

export function openSyncPost({ app, allowPrivateAddresses }: LedgerOptions): SyncPost {
  const keyOf = openHttpKeys(app);
  const limits: FetchLimits = { allowPrivateAddresses, timeoutMs: limitMs };
  return async (peer, request) => {
    const body = JSON.stringify(writeSyncRequest(request));
    const key = await keyOf(coopActorId);
    // Both sides are fedicoop nodes, which take the standard's signatures.
    const signed = { inbox: ledgerSyncIri(peer.origin), body, key, signature: null, kind: "rfc9421" } as const;
    try {
      const response = await sendSigned({ ...signed, signal: AbortSignal.timeout(limitMs) }, limits);
      const { status } = response;
      if (!response.ok) return { failed: `it answers ${status}`, keepsNoLog: statusesWithoutLog.has(status) };
      const read = readSyncAnswer(await response.json());
      return read.ok ? read.value : { failed: read.reason };
    } catch (error) {
      if (error instanceof FetchError || error instanceof SyntaxError) return { failed: error.message };
      throw error;
    }
  };
}
