import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import type { AgreementRole, AgreementState } from "#src/domain/agreement.ts";
import type { Session } from "./database.ts";
import { findRow } from "./row.ts";
import type { Tables } from "./schema.ts";

/** An agreement as one side keeps it. `state` is the provider's last word. */
export type AgreementRow = Tables["agreements"]["$inferSelect"];

export const saveAgreement = (session: Session, agreement: NewAgreement): Promise<void> =>
  saveAgreements(session, [agreement]);

type NewAgreement = Tables["agreements"]["$inferInsert"];

export async function saveAgreements({ q, t }: Session, agreements: readonly NewAgreement[]): Promise<void> {
  if (agreements.length > 0) await q.insert(t.agreements).values([...agreements]);
}

export async function updateAgreement(
  { q, t }: Session,
  id: string,
  changes: Partial<Omit<AgreementRow, "id" | "agreement" | "role">>,
): Promise<void> {
  await q.update(t.agreements).set(changes).where(eq(t.agreements.id, id));
}

/** An agreement by our own id. */
export async function findAgreementRow(session: Session, id: string): Promise<AgreementRow | undefined> {
  return findRow(session, "agreements", { id });
}

/** An agreement by its IRI, which both sides share. */
export async function findAgreementByIri(session: Session, agreement: string): Promise<AgreementRow | undefined> {
  return findRow(session, "agreements", { agreement });
}

export async function findAgreementByJoinToken(session: Session, tokenHash: string): Promise<AgreementRow | undefined> {
  return findRow(session, "agreements", { joinTokenHash: tokenHash });
}

export interface AgreementFilter {
  readonly role?: AgreementRole;
  readonly state?: AgreementState;
  readonly peerId?: string;
  readonly resourceId?: string;
  /** The IRI of a series. */
  readonly series?: string;
  /** Only agreements whose slot touches the time from here… */
  readonly fromMs?: number;
  /** …to here. */
  readonly untilMs?: number;
  readonly limit: number;
  /** The id that the page before ended with. */
  readonly before?: string;
}

/** Agreements of both roles, newest first. */
export async function listAgreementRows({ q, t }: Session, filter: AgreementFilter): Promise<AgreementRow[]> {
  return q
    .select()
    .from(t.agreements)
    .where(and(...conditions(t, filter)))
    .orderBy(desc(t.agreements.id))
    .limit(filter.limit);
}

function conditions({ agreements }: Tables, filter: AgreementFilter): (SQL | undefined)[] {
  const { role, state, peerId, resourceId, series, fromMs, untilMs, before } = filter;
  return [
    role && eq(agreements.role, role),
    state && eq(agreements.state, state),
    peerId === undefined ? undefined : eq(agreements.peerId, peerId),
    resourceId === undefined ? undefined : eq(agreements.resourceId, resourceId),
    series === undefined ? undefined : eq(agreements.seriesIri, series),
    fromMs === undefined ? undefined : gt(agreements.endsAtMs, fromMs),
    untilMs === undefined ? undefined : lt(agreements.startsAtMs, untilMs),
    before === undefined ? undefined : lt(agreements.id, before),
  ];
}

/**
 * Everything that may take seats of our resource after `fromMs` (and before `untilMs`): agreed, or offered and perhaps held. Also what lies
 * elsewhere, but with a change or a counter-offer open at `nowMs` that may lie there.
 */
export async function listTaking(
  { q, t }: Session,
  taking: {
    readonly resourceId: string;
    readonly fromMs: number;
    readonly untilMs?: number;
    readonly nowMs: number;
  },
): Promise<AgreementRow[]> {
  const { agreements } = t;
  const ofResource = and(
    eq(agreements.resourceId, taking.resourceId),
    eq(agreements.role, "provider"),
    inArray(agreements.state, ["offered", "accepted", "fulfilled"]),
  );
  const within = and(
    gt(agreements.endsAtMs, taking.fromMs),
    taking.untilMs === undefined ? undefined : lt(agreements.startsAtMs, taking.untilMs),
  );
  const elsewhere = and(
    gt(agreements.pendingUntilMs, taking.nowMs),
    or(
      lte(agreements.endsAtMs, taking.fromMs),
      taking.untilMs === undefined ? undefined : gte(agreements.startsAtMs, taking.untilMs),
    ),
  );
  return q
    .select()
    .from(agreements)
    .where(and(ofResource, within))
    .unionAll(q.select().from(agreements).where(and(ofResource, elsewhere)));
}

/** Offers to us about one resource, or about one proposal, that nobody has decided yet. */
export async function listOpenOffers(
  { q, t }: Session,
  about: { readonly resourceId: string },
): Promise<AgreementRow[]> {
  const { agreements } = t;
  return q
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.resourceId, about.resourceId),
        eq(agreements.role, "provider"),
        eq(agreements.state, "offered"),
      ),
    );
}

/** Agreements that the clock has something to do with at `nowMs`, longest due first. `domain` decides what. */
export async function listDueAgreements({ q, t }: Session, nowMs: number, limit: number): Promise<AgreementRow[]> {
  return q.select().from(t.agreements).where(isDue(t, nowMs)).orderBy(asc(t.agreements.startsAtMs)).limit(limit);
}

function isDue({ agreements }: Tables, nowMs: number): SQL | undefined {
  const { role, state, startsAtMs, heldUntilMs, tentativeUntilMs, pendingUntilMs, withdrawnAtMs } = agreements;
  const isOurs = eq(role, "provider");
  const isOver = or(lte(heldUntilMs, nowMs), lte(tentativeUntilMs, nowMs), lte(startsAtMs, nowMs));
  // Of an offer, only our counter-offer is open until then; it stands however long the offer would have.
  const unanswered = and(isOurs, or(lte(pendingUntilMs, nowMs), and(isNull(pendingUntilMs), isOver)));
  const started = and(eq(role, "receiver"), lte(startsAtMs, nowMs), isNull(withdrawnAtMs));
  return or(
    and(eq(state, "offered"), or(unanswered, started)),
    and(eq(state, "accepted"), isOurs, lte(pendingUntilMs, nowMs)),
  );
}
