import { z } from "zod";
import { forgetWords } from "#src/app/entry-forgetting.ts";
import { recordEntry, type EntryWish, type RecordOutcome } from "#src/app/entry-recording.ts";
import { maxEntryQuantity, maxNoteLength, maxPersonLength } from "#src/domain/policy.ts";
import { commonsAccounts, entry, entryKinds, shownEntry } from "#src/web/api/entry.ts";
import { notFound, problem, type Problem } from "#src/web/api/problem.ts";
import { notValid, route } from "#src/web/api/route.ts";
import { idParams, instant, none, present, text, unit, uuid } from "#src/web/api/schemas.ts";

const wish = z.strictObject({
  peer: uuid,
  kind: z.enum(entryKinds, { error: entryKinds.join(", ") }).meta({
    description: "What happened. A surplus is money that goes to the commons or comes from there",
  }),
  direction: z
    .enum(["given", "received"], { error: "given or received" })
    .meta({ description: "By us to them, or by them to us" }),
  unit,
  quantity: z
    .int("a whole number of the unit")
    .min(1, "at least 1")
    .max(maxEntryQuantity, `at most ${maxEntryQuantity}`)
    .meta({ description: "Minutes, or minor units of a currency (cents)" }),
  start: instant,
  end: instant,
  agreement: uuid.exactOptional().meta({ description: "The agreement that it belongs to" }),
  corrects: uuid.exactOptional().meta({
    description: "The entry that it corrects, by the difference in either direction; of the same kind and unit",
  }),
  gift: z.boolean().exactOptional().meta({ description: "Work that nobody is paid for" }),
  commons: z
    .enum(commonsAccounts, { error: commonsAccounts.join(" or ") })
    .exactOptional()
    .meta({
      description: "Given to the commons, or also drawn from it by the receiver: it counts there, not between the two",
    }),
  note: text(maxNoteLength).exactOptional().meta({ description: "Beside what is signed, for both coops; erasable" }),
  person: text(maxPersonLength)
    .exactOptional()
    .meta({ description: "The name of who did it. Never signed; only with `personConsents`; erasable" }),
  personConsents: z.literal(true, { error: "true, or left out with `person`" }).exactOptional(),
});

const record = route({
  method: "post",
  path: "/ledger/entries",
  id: "recordEntry",
  summary: "Record work, money, a surplus, use without an agreement, or a correction",
  description:
    "The entry is signed by us and sent; it counts as agreed once a steward of the other coop has signed it, too. Entries never change: a mistake is mended by an entry that `corrects` it.",
  role: "steward",
  params: none,
  query: none,
  body: wish,
  status: 201,
  answer: entry,
  problems: ["conflict"],
  async handle({ app, body }) {
    const { person, personConsents } = body;
    if (person !== undefined && personConsents !== true)
      return notValid([{ field: "body.personConsents", message: "should be true: nobody is named who did not agree" }]);
    const outcome = await recordEntry(app, wishOf(body));
    return outcome.outcome === "done" ? { answer: await shownEntry(app, outcome.entry) } : refused(outcome);
  },
});

function wishOf(body: z.output<typeof wish>): EntryWish {
  const { peer, start, end, agreement, corrects, kind, direction, unit: of, quantity } = body;
  const { gift, commons, note, person } = body;
  const what = { kind, direction, unit: of, quantity, startsAtMs: start, endsAtMs: end };
  return {
    ...what,
    peerId: peer,
    ...present({ agreementId: agreement, correctsId: corrects, gift, commons, note, person }),
  };
}

function refused(outcome: Exclude<RecordOutcome, { readonly outcome: "done" }>): Problem {
  if (outcome.outcome === "not-found") {
    const field = { peer: "peer", agreement: "agreement", corrected: "corrects" }[outcome.what];
    return notValid([
      { field: `body.${field}`, message: `names no ${outcome.what === "corrected" ? "entry" : field} of this peer` },
    ]);
  }
  switch (outcome.because) {
    case "blocked":
      return problem("conflict", "This peer is blocked: nothing goes out or in.");
    case "no-books":
      return problem("conflict", "We keep no books with this peer: it is no partner.");
    case "sums":
      return problem(
        "conflict",
        `With this entry the sums of this unit would be beyond 2^53 − 1, from which on they cannot be counted exactly. At most ${outcome.most} more can be counted.`,
      );
    default:
      return notValid([wrong[outcome.because]]);
  }
}

type Wrong = Exclude<Extract<RecordOutcome, { outcome: "impossible" }>["because"], "blocked" | "no-books" | "sums">;

const wrong: Readonly<Record<Wrong, { readonly field: string; readonly message: string }>> = {
  "wrong-pair": { field: "body.peer", message: "should be another coop" },
  "wrong-maker": { field: "body.peer", message: "should be another coop" },
  "id-not-of-maker": { field: "body.peer", message: "should be another coop" },
  unit: { field: "body.unit", message: "should be a unit that we know" },
  kind: {
    field: "body.kind",
    message:
      "should go with the unit: capacity in seat-minute, work in work-minute, money and surplus in a currency; only work can be a gift",
  },
  quantity: { field: "body.quantity", message: `should be a whole number from 1 to ${maxEntryQuantity}` },
  period: { field: "body.end", message: "should be after start" },
  corrects: {
    field: "body.corrects",
    message:
      "should name an entry of the same kind, unit, agreement and account, which this one corrects by the difference",
  },
};

const forget = route({
  method: "post",
  path: "/ledger/entries/{id}/forget",
  id: "forgetEntryWords",
  summary: "Erase the note and the name beside an entry, here and at the other coop",
  description:
    "What was signed stays: it holds salted references, which then say nothing about anyone. Repeating it asks the other coop again.",
  role: "steward",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: entry,
  names: "entry",
  async handle({ app, params }) {
    const row = await forgetWords(app, params.id);
    return row === undefined ? notFound("entry") : { answer: await shownEntry(app, row) };
  },
});

export const entryRoutes = [record, forget];
