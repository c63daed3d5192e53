import type { Context } from "#src/app/context.ts";
import type { Reconciliation } from "#src/app/partners.ts";
import { answerSync } from "#src/app/reconcile.ts";
import { reconcileWith, type SyncPost } from "#src/app/sync-session.ts";
import { coopActorId, ledgerSyncIri, sameOrigin } from "#src/domain/iri.ts";
import { findEntryByIri } from "#src/store/entries.ts";
import { findPeer } from "#src/store/peers.ts";
import { findStatementByIri } from "#src/store/statements.ts";
import { FetchError, type FetchLimits } from "./fetch.ts";
import { compressed, inflated, takesGzip } from "./gzip.ts";
import { openHttpKeys, sendSigned } from "./post.ts";
import { problemResponse } from "./problem.ts";
import type { SignerOf } from "./signer.ts";
import type { JsonObject } from "./wire/json.ts";
import { readSyncAnswer, readSyncRequest, writeSyncAnswer, writeSyncRequest } from "./wire/sync.ts";

export interface LedgerOptions {
  readonly app: Context;
  readonly signerOf: SignerOf;
  readonly allowPrivateAddresses: boolean;
}

export interface Ledger {
  /**
   * Answers `POST /ledger/sync` and what asks for an entry or a statement as JSON; undefined for everything else. The guard has bounded the body and
   * seen to what the signature covers.
   */
  answer(request: Request): Promise<Response | undefined>;
  /** Compares our books of a pair with the partner's, and mends what can be mended. Never throws for what another server does. */
  reconcile(peerId: string): Promise<Reconciliation>;
}

/** How long one request may take. */
const limitMs = 25_000;

export function openLedger(options: LedgerOptions): Ledger {
  const post = openSyncPost(options);
  return {
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/ledger/sync" && request.method === "POST") return compare(options, request);
      const isSigned = /^\/(?:entries|statements)\/[^/]+$/.test(pathname);
      return isSigned && request.method === "GET" ? serveSigned(options, request, pathname) : undefined;
    },
    reconcile: (peerId) => reconcileWith(options.app, peerId, post),
  };
}

/** An entry or a statement that we made, for its other side; to everyone else there is none. */
async function serveSigned({ app, signerOf }: LedgerOptions, request: Request, path: string): Promise<Response> {
  const iri = `${app.origin}${path}`;
  const made = (await findEntryByIri(app.database, iri)) ?? (await findStatementByIri(app.database, iri));
  const peer = made === undefined ? undefined : await findPeer(app.database, made.peerId);
  const signer = peer === undefined || peer.state === "blocked" ? undefined : await signerOf(request);
  if (made === undefined || peer === undefined || signer === undefined || !sameOrigin(signer, peer.origin)) {
    return problem(app, { status: 404, title: "There is no such document here" });
  }
  const headers = {
    "content-type": "application/activity+json",
    "cache-control": "private",
    vary: "Accept, Signature",
  };
  return new Response(made.document, { headers });
}

async function compare({ app, signerOf }: LedgerOptions, request: Request): Promise<Response> {
  const coop = await signerOf(request);
  const read = readSyncRequest(await plainJson(request));
  // To everyone but a partner there is nothing here (design: what is not public).
  const answered = coop === undefined || !read.ok ? undefined : await answerSync(app, coop, read.value);
  if (answered !== undefined) return answerWith(request, writeSyncAnswer(answered));
  if (coop === undefined) return problem(app, { status: 401, title: "The request is not signed by a cooperative" });
  if (!read.ok) return problem(app, { status: 400, title: "This is not a comparison of ledgers", detail: read.reason });
  return problem(app, { status: 404, title: "There are no books with this cooperative" });
}

async function plainJson(request: Request): Promise<unknown> {
  const body = await inflated(request.headers, new Uint8Array(await request.arrayBuffer()));
  try {
    return body === undefined ? undefined : (JSON.parse(new TextDecoder().decode(body)) as unknown);
  } catch {
    return undefined;
  }
}

/** The answer, compressed for those who take that; it says that we do, too. */
async function answerWith({ headers }: Request, json: JsonObject): Promise<Response> {
  const { body, encoding } = await compressed(JSON.stringify(json), takesGzip(headers));
  const encoded = encoding === undefined ? {} : { "content-encoding": encoding };
  return new Response(body, {
    headers: { "content-type": "application/json", "accept-encoding": "gzip", vary: "Accept-Encoding", ...encoded },
  });
}

function problem(
  { origin }: Context,
  about: { readonly status: number; readonly title: string; readonly detail?: string },
): Response {
  return problemResponse({ type: `${origin}/api#problem-ledger-sync`, ...about });
}

/** What those answer who have no reconciliation, or no books with us (`docs/federation/log.md`). We looked at their card just before. */
const statusesWithoutLog: ReadonlySet<number> = new Set([404, 405, 410, 501]);

function openSyncPost({ app, allowPrivateAddresses }: LedgerOptions): SyncPost {
  const keyOf = openHttpKeys(app);
  /** The origins that said that they take compressed requests. */
  const gzipTakers = new Set<string>();
  const limits: FetchLimits = { allowPrivateAddresses, timeoutMs: limitMs };
  return async (peer, request) => {
    const text = JSON.stringify(writeSyncRequest(request));
    const letter = await compressed(text, gzipTakers.has(peer.origin));
    const key = await keyOf(coopActorId);
    // Both sides are fedicoop nodes, which take the standard's signatures.
    const signed = { inbox: ledgerSyncIri(peer.origin), ...letter, key, signature: null, kind: "rfc9421" } as const;
    try {
      const response = await sendSigned({ ...signed, signal: AbortSignal.timeout(limitMs) }, limits);
      const { status, headers } = response;
      if (takesGzip(headers)) gzipTakers.add(peer.origin);
      else gzipTakers.delete(peer.origin);
      if (!response.ok) return { failed: `it answers ${status}`, keepsNoLog: statusesWithoutLog.has(status) };
      const read = readSyncAnswer(await response.json());
      return read.ok ? read.value : { failed: read.reason };
    } catch (error) {
      if (error instanceof FetchError || error instanceof SyntaxError) return { failed: error.message };
      throw error;
    }
  };
}
