import { expect } from "vitest";
import { eventually } from "#test/rig.ts";
import type { Inhabitant } from "./world.ts";

/** An agreement as the API answers it; what both sides must say alike, and what is each one's own. */
export interface Told {
  readonly id: string;
  readonly object: string;
  readonly proposal: string;
  readonly role: "provider" | "receiver";
  readonly state: string;
  readonly seats: number;
  readonly start: string;
  readonly end: string;
  readonly held?: { readonly until: string };
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** All of a list, page by page. */
export async function listAll<T>({ node }: Inhabitant, path: string): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await node.ask<Page<T>>(
      `GET ${path}?limit=100${cursor === undefined ? "" : `&cursor=${cursor}`}`,
    );
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

/** What both sides must agree on. */
const shared = ({ object, state, seats, start, end }: Told): string => [object, state, seats, start, end].join(" ");

/** Waits until every agreement says the same on both sides, and answers how many there are. */
export async function untilBothSidesAgree(inhabitants: readonly Inhabitant[], withinMs: number): Promise<number> {
  return eventually(
    async () => {
      const told = (await Promise.all(inhabitants.map((one) => listAll<Told>(one, "/agreements")))).flat();
      const words = (role: Told["role"]): readonly string[] =>
        told
          .filter((each) => each.role === role)
          .map(shared)
          .toSorted();
      expect(words("provider")).toEqual(words("receiver"));
      return words("provider").length;
    },
    { what: "both sides of every agreement to say the same", withinMs },
  );
}

interface Reconciled {
  readonly state: string;
}

/** Waits until every pair of partners finds its books equal. */
export async function untilBooksAreEqual(inhabitants: readonly Inhabitant[], withinMs: number): Promise<void> {
  for (const inhabitant of inhabitants) {
    for (const { id, state } of await listAll<{ id: string; state: string }>(inhabitant, "/peers")) {
      if (state !== "partner") continue;
      await eventually(
        async () => (await inhabitant.node.ask<Reconciled>(`POST /ledger/peers/${id}/reconcile`)).state === "equal",
        { what: `equal books of ${inhabitant.name} and a partner`, withinMs },
      );
    }
  }
}

interface Proposal {
  readonly id: string;
  readonly resource: string;
  readonly seats: number;
}

interface Resource {
  readonly id: string;
  readonly seats?: number;
}

/** Adds up, minute by minute where anything changes, what each calendar of a provider has promised. @throws when it is more than there is. */
export async function expectWithinLimits(inhabitant: Inhabitant): Promise<void> {
  const agreements = (await listAll<Told>(inhabitant, "/agreements")).filter(takes);
  const proposals = await listAll<Proposal>(inhabitant, "/proposals");
  const resources = await listAll<Resource>(inhabitant, "/resources");
  for (const resource of resources) {
    const offered = new Set(proposals.filter((each) => each.resource === resource.id).map(({ id }) => id));
    const most = peak(agreements.filter(({ proposal }) => offered.has(proposal)));
    expect(most, `seats of ${resource.id} at ${inhabitant.name}`).toBeLessThanOrEqual(resource.seats ?? 0);
  }
  for (const proposal of proposals) {
    const most = peak(agreements.filter((each) => each.proposal === proposal.id));
    expect(most, `seats of the proposal ${proposal.id} at ${inhabitant.name}`).toBeLessThanOrEqual(proposal.seats);
  }
}

const takes = ({ role, state, held }: Told): boolean =>
  role === "provider" && (state === "accepted" || state === "fulfilled" || (state === "offered" && held !== undefined));

/** The most seats at once: something changes at starts only upwards, so that only starts have to be looked at. */
const peak = (agreements: readonly Told[]): number =>
  Math.max(
    0,
    ...agreements.map(({ start }) =>
      agreements
        .filter((each) => each.start <= start && start < each.end)
        .reduce((seats, each) => seats + each.seats, 0),
    ),
  );
