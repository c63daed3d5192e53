import { expect } from "vitest";
import {
  decideAction,
  decideDrop,
  decideDue,
  decideFulfil,
  type AgreementAction,
} from "#src/domain/agreement-action.ts";
import { decideAmendment } from "#src/domain/agreement-amendment.ts";
import { decideAmend, decideCounter } from "#src/domain/agreement-wish.ts";
import { askedOf, numbersOf, pendingOf, type Numbers } from "#src/domain/agreement-asked.ts";
import { decideProviderMessage, type ProviderWord } from "#src/domain/agreement-message.ts";
import type { Agreement } from "#src/domain/agreement.ts";
import type { AgreementTerms } from "#src/domain/message.ts";

export const startsAtMs = 60_000;
const ids = { agreement: "a", proposal: "p", provider: "us", receiver: "them", title: "" } as const;
export const offered: Agreement = {
  seats: 5,
  startsAtMs,
  endsAtMs: 2 * startsAtMs,
  terms: { kind: "gift" },
  state: "offered",
  revision: 0,
};
const proposal = { proposal: "p", coop: "us", seats: 10, audience: "partners", terms: offered.terms } as const;

type Message =
  | { readonly to: "provider"; readonly withdraw: true }
  | { readonly to: "provider"; readonly amend: AgreementTerms }
  | { readonly to: "receiver"; readonly word: ProviderWord };

/** Both sides of one agreement and everything that was ever said: any of it may arrive at any time, any number of times. */
export interface World {
  nowMs: number;
  provider: Agreement;
  receiver: Agreement;
  said: Message[];
  /** Up to how many seats are answered without a steward. */
  readonly acceptUpTo: number;
}

/** The provider's last word, as it would be said again to whoever asks. */
function lastWord(row: Agreement): Message[] {
  if (row.revision === 0) return [];
  if (row.state === "fulfilled") {
    // As on the wire: the entry says the state alone, and the acceptance before it is what can be repeated.
    return [
      { to: "receiver", word: { state: "fulfilled", revision: row.revision } },
      { to: "receiver", word: wordOf({ ...row, state: "accepted", revision: row.revision - 1 }) },
    ];
  }
  return [{ to: "receiver", word: wordOf(row) }];
}

const wordOf = ({ state, revision, ...row }: Agreement): ProviderWord => ({
  state,
  revision,
  told: {
    ...numbersOf(row),
    tentativeUntilMs: row.tentativeUntilMs ?? null,
    amendment: row.amendment ?? 0,
    heldUntilMs: row.heldUntilMs ?? null,
    pendingUntilMs: row.pending ? (row.pendingUntilMs ?? null) : null,
    counter: row.counter ?? null,
    trouble: null,
    refusal: null,
    endCause: null,
    feeSeatMinutes: null,
  },
});

const settled = { heldUntilMs: null, pending: null, pendingUntilMs: null, counter: null } as const;

function setProvider(world: World, changes: Partial<Agreement>): void {
  world.provider = { ...world.provider, ...changes };
  world.said.push(...lastWord(world.provider));
}

export function actAsProvider(world: World, action: AgreementAction | "fulfil" | "hold"): void {
  const { provider: agreement, nowMs } = world;
  if (action === "hold") {
    if (agreement.revision === 0) setProvider(world, { revision: 1, heldUntilMs: startsAtMs });
    return;
  }
  const decided =
    action === "fulfil"
      ? decideFulfil({ agreement, role: "provider", seatMinutes: 1 })
      : decideAction({ agreement, role: "provider", action, nowMs, freeSeats: 10 });
  if (decided.outcome === "change") {
    const { state, revision } = decided;
    const numbers = "numbers" in decided ? decided.numbers : undefined;
    const until = "grantedUntilMs" in decided ? decided.grantedUntilMs : undefined;
    const granted =
      until === undefined ? {} : { counter: { ...numbersOf(agreement), untilMs: until }, pendingUntilMs: until };
    setProvider(world, { ...settled, ...granted, ...numbers, state, revision });
  } else if (action === "withdraw") world.said.push(...lastWord(agreement));
}

export function counterAsProvider(world: World, wanted: Numbers): void {
  const { provider: agreement, nowMs } = world;
  if (agreement.revision === 0) return;
  const decided = decideCounter({ agreement, wanted, nowMs, freeSeats: 10 });
  if (decided.outcome !== "change") return;
  const { counter, revision } = decided;
  setProvider(world, { ...settled, counter, revision, pendingUntilMs: counter.untilMs });
}

function answerAsProvider(world: World, offer: AgreementTerms): void {
  const { provider: agreement, nowMs, acceptUpTo } = world;
  // It overtook the offer: it is not known yet what it changes.
  if (agreement.revision === 0) return;
  const decided = decideAmendment({
    agreement,
    offer,
    nowMs,
    proposal: { ...proposal, acceptUpTo },
    resource: { seats: 10 },
    reservations: [],
    peerState: "partner",
  });
  const next = { revision: agreement.revision + 1, amendment: offer.amendment ?? 0 };
  switch (decided.answer) {
    case "known":
      world.said.push(...lastWord(agreement));
      return;
    case "take":
      return setProvider(world, {
        ...next,
        ...settled,
        ...numbersOf(offer),
        tentativeUntilMs: null,
        state: "accepted",
      });
    case "think":
      return setProvider(world, { ...next, pending: offer, pendingUntilMs: decided.untilMs, counter: null });
    case "replace": {
      const { by } = decided;
      const until = by.answer === "tentative" ? by.untilMs : undefined;
      const granted =
        until === undefined ? {} : { counter: { ...numbersOf(offer), untilMs: until }, pendingUntilMs: until };
      const tentativeUntilMs = offer.tentativeUntilMs ?? null;
      return setProvider(world, { ...next, ...settled, ...numbersOf(offer), tentativeUntilMs, ...granted });
    }
    case "refuse":
      return setProvider(world, { ...next, ...(agreement.pending ? { pending: null, pendingUntilMs: null } : {}) });
  }
}

export function cancelAsReceiver(world: World): void {
  const decided = decideAction({ agreement: world.receiver, role: "receiver", action: "cancel", nowMs: world.nowMs });
  if (decided.outcome !== "withdraw") return;
  world.receiver = { ...world.receiver, withdrawnAtMs: decided.withdrawnAtMs };
  world.said.push({ to: "provider", withdraw: true });
}

export function amendAsReceiver(world: World, wanted: Numbers & { readonly tentativeUntilMs?: number }): void {
  const { receiver: agreement, nowMs } = world;
  const decided = decideAmend({ agreement, wanted, nowMs });
  if (decided.outcome !== "ask") return;
  const terms = { ...ids, ...wanted, amendment: decided.amendment };
  world.receiver = {
    ...agreement,
    amendment: decided.amendment,
    pending: pendingOf([...askedOf(agreement), terms]),
  };
  world.said.push({ to: "provider", amend: terms });
}

export function deliver(world: World, message: Message | undefined): void {
  if (message === undefined) return;
  if (message.to === "provider") {
    return "amend" in message ? answerAsProvider(world, message.amend) : actAsProvider(world, "withdraw");
  }
  const decided = decideProviderMessage({ agreement: world.receiver, message: message.word });
  expect(decided.outcome, "every word of an honest provider is about something that was asked for").not.toBe(
    "never-asked",
  );
  if (decided.outcome === "change" || decided.outcome === "late")
    world.receiver = { ...world.receiver, ...decided.changes };
}

export function passTime(world: World, ms: number): void {
  world.nowMs += ms;
  const due = decideDue(world.provider, "provider", world.nowMs);
  if (due === "expire") actAsProvider(world, "expire");
  if (due === "drop") {
    const decided = decideDrop(world.provider, world.nowMs);
    if (decided.outcome === "change") setProvider(world, { ...settled, revision: decided.revision });
  }
  if (decideDue(world.receiver, "receiver", world.nowMs) === "withdraw") cancelAsReceiver(world);
}
