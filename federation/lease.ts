import { getLogger } from "@logtape/logtape";
import { transact, type Context, type Work } from "#src/app/context.ts";
import { ledgerStateOf } from "#src/app/ledger-state.ts";
import { actorIri, messageIri } from "#src/domain/iri.ts";
import { isLedgerMessage, type LedgerState } from "#src/domain/ledger-message.ts";
import type { Message } from "#src/domain/message.ts";
import {
  hasDueDelivery,
  leaseDeliveries,
  saveDeliveryBody,
  type LeasedDelivery,
  type LeaseRequest,
} from "#src/store/deliveries.ts";
import { closedInboxes } from "#src/app/standing.ts";
import { isLastWord } from "#src/domain/moderation-message.ts";
import { saveSettlement } from "#src/store/settlements.ts";
import { publishedActor } from "./actors.ts";
import { longestWaitMs } from "./hosts.ts";
import type { Queue } from "./queue.ts";
import { openProve, type Prove } from "./prove.ts";
import type { JsonObject } from "./wire/json.ts";
import { writeMessage } from "./wire/message.ts";

const log = getLogger(["fedicoop", "deliver"]);

/** How many rows are leased ahead, so that one transaction serves many. */
const leasedAtOnce = 64;
const leasedPerHost = 16;
/** A lease outlives its POST by this; a dead worker's rows are free again after it. */
export const leaseMarginMs = 3_000;
/** How often in a row another worker may be quicker before this one looks again later. */
const patience = 10;

export interface LeaseOptions {
  readonly app: Context;
  /** How long one POST may take. */
  readonly timeoutMs: number;
  readonly queue: Queue;
}

/** Fills the queue with what is due when it is half empty, so that one transaction takes many rows. */
export function openLease({ app, timeoutMs, queue }: LeaseOptions): (whenTaken: () => void) => Promise<void> {
  const worker = app.newId();
  const prove = openProve();
  const want = (): LeaseRequest => {
    const held = [...queue.busy.values()].reduce((sum, count) => sum + count, 0);
    const wanted = held > leasedAtOnce / 2 ? 0 : leasedAtOnce - held;
    return {
      worker,
      nowMs: app.nowMs(),
      leaseMs: timeoutMs + leaseMarginMs,
      limit: wanted,
      limitPerHost: leasedPerHost,
      busy: queue.busy,
    };
  };
  return async (whenTaken) => {
    let inVain = 0;
    while (inVain < patience && want().limit > 0 && (await hasDueDelivery(app.database, want()))) {
      const rows = await transact(app, (work) => take(work, want(), prove));
      queue.add(rows);
      whenTaken();
      inVain = rows.length === 0 ? inVain + 1 : 0;
      if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    }
  };
}

/** Leases rows and makes sure that each has its bytes. One that cannot be written is kept, said in the log, and tried again in an hour. */
async function take(work: Work, request: LeaseRequest, prove: Prove): Promise<readonly LeasedDelivery[]> {
  const rows: LeasedDelivery[] = [];
  const leased = await leaseDeliveries(work.session, request);
  const closed = await closedInboxes(work.session, [...new Set(leased.map((row) => row.inbox))]);
  for (const row of leased) {
    // Who is suspended, or a blocked node, hears nothing but that it is over.
    if (closed.has(row.inbox) && !isLastWord(typeOf(row))) {
      await saveSettlement(work.session, { id: row.id, end: "dropped", error: "blocked" }, request.nowMs);
      continue;
    }
    const body = row.body ?? (await writeBody(work, row, prove));
    if (typeof body === "string") {
      if (row.body === null) await saveDeliveryBody(work.session, row.id, body);
      rows.push({ ...row, body, leasedUntilMs: request.nowMs + request.leaseMs });
    } else {
      await saveSettlement(
        work.session,
        { id: row.id, end: "again", atMs: request.nowMs + longestWaitMs, error: body.error },
        request.nowMs,
      );
    }
  }
  return rows;
}

/** The bytes of a message as they are sent, also when it is tried again. */
export async function writeBody(
  work: Work,
  row: Pick<LeasedDelivery, "id" | "actorId" | "createdAtMs" | "message">,
  prove: Prove,
): Promise<string | { readonly error: string }> {
  const { origin } = work;
  try {
    const envelope = {
      id: messageIri(origin, row.id),
      actor: actorIri(origin, row.actorId),
      origin,
      publishedAtMs: row.createdAtMs,
      ...(await ledgerOf(work, row.message)),
      ...(await profileOf(work, row)),
    };
    const json: unknown = writeMessage(row.message, envelope);
    if (typeof json !== "object" || json === null) throw new TypeError("There is no such message.");
    return isNews(typeOf(row)) ? await prove(work, row.actorId, json as JsonObject) : JSON.stringify(json);
  } catch (error) {
    log.error("Message {id} of kind {type} cannot be written: {error}", { id: row.id, type: typeOf(row), error });
    return { error: `cannot be written: ${String(error)}` };
  }
}

/** A later version, or a damaged disk, may have left anything there: one row must not stop the others. */
function typeOf({ message }: { readonly message: unknown }): string {
  const { type } = (typeof message === "object" && message !== null ? message : {}) as { readonly type?: unknown };
  return typeof type === "string" ? type : "";
}

/** What everyone may read carries a proof of its own, so that it can be passed on. */
const isNews = (type: string): boolean => type.startsWith("announcement-") || type.startsWith("event-");

/** The profile of an actor that says that it changed; of one that is gone by now, nothing. */
async function profileOf(
  work: Work,
  { message, actorId }: Pick<LeasedDelivery, "actorId" | "message">,
): Promise<{ readonly profile?: JsonObject }> {
  const published = message.type === "actor-update" ? await publishedActor(work, actorId) : undefined;
  return published === undefined || "gone" in published ? {} : { profile: published.document };
}

/** What a message about the ledger says besides, as it is when its bytes are written. */
async function ledgerOf(work: Work, message: Message): Promise<{ readonly ledger?: LedgerState }> {
  return isLedgerMessage(message) ? { ledger: await ledgerStateOf(work, message) } : {};
}
