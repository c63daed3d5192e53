import { html } from "hono/html";
import { Temporal } from "temporal-polyfill";
import { defaultPolicy } from "#src/domain/policy.ts";
import { slotProblem, type Slot } from "#src/domain/slot.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { textField } from "#src/web/components/field.ts";

/** A slot as it is typed: a day and two times of the coop's zone, as the browser writes them. */
export interface TypedSlot {
  readonly date: string;
  readonly from: string;
  readonly to: string;
}

type Errors = Readonly<Record<string, string>>;
type Reader = Pick<PageContext, "text" | "zone" | "nowMs">;

/** The three fields that `readSlot` reads; `optional` where they only narrow a search. */
export function slotFields(page: PageContext, value: Partial<TypedSlot>, optional = false): Html {
  const { text } = page;
  const today = writeDay(page.nowMs, page.zone);
  return html`
    ${textField(page, { name: "date", label: text("capacity-date"), type: "date", width: "medium", min: today, value: value.date ?? "", optional })}
    ${textField(page, { name: "from", label: text("capacity-from"), type: "time", width: "short", value: value.from ?? "", optional })}
    ${textField(page, { name: "to", label: text("capacity-to"), type: "time", width: "short", help: text("capacity-to-help"), value: value.to ?? "", optional })}`;
}

/**
 * The slot that somebody typed, in whole minutes, or what is wrong with it by field. An end that is earlier than the start is on the
 * day after. A time that the clock jumps over does not exist and is refused; of one that comes twice the first is meant.
 */
export function readSlot(page: Reader, typed: TypedSlot): { readonly slot: Slot } | { readonly errors: Errors } {
  const { text } = page;
  const day = readDay(typed.date);
  const from = readTime(typed.from);
  const to = readTime(typed.to);
  if (day === undefined || from === undefined || to === undefined) {
    return {
      errors: {
        ...(day === undefined && { date: text("capacity-date-wrong") }),
        ...(from === undefined && { from: text("capacity-time-wrong") }),
        ...(to === undefined && { to: text("capacity-time-wrong") }),
      },
    };
  }
  return slotOf(page, typed, { day, from, to });
}

interface Clock {
  readonly day: Temporal.PlainDate;
  readonly from: Temporal.PlainTime;
  readonly to: Temporal.PlainTime;
}

function slotOf(page: Reader, typed: TypedSlot, { day, from, to }: Clock): ReturnType<typeof readSlot> {
  const { text } = page;
  if (from.equals(to)) return { errors: { to: text("capacity-to-same") } };
  const lastDay = Temporal.PlainTime.compare(to, from) < 0 ? day.add({ days: 1 }) : day;
  const start = momentOf(day, from, page.zone);
  const end = momentOf(lastDay, to, page.zone);
  if (start === undefined) return { errors: { from: text("capacity-time-jumped", { time: typed.from }) } };
  if (end === undefined) return { errors: { to: text("capacity-time-jumped", { time: typed.to }) } };
  return checked(page, { startsAtMs: start, endsAtMs: end });
}

function checked(page: Reader, slot: Slot): { readonly slot: Slot } | { readonly errors: Errors } {
  // Where the clock goes back, a later time can be an earlier moment.
  if (slot.endsAtMs <= slot.startsAtMs) return { errors: { to: page.text("capacity-to-same") } };
  switch (slotProblem({ slot, nowMs: page.nowMs, limits: defaultPolicy })) {
    case "slot-past":
      return { errors: { date: page.text("capacity-past") } };
    case "slot-invalid":
      return { errors: { date: page.text("capacity-too-far") } };
    case undefined:
      return { slot };
  }
}

/** A slot as the fields show it. */
export function writeSlot({ startsAtMs, endsAtMs }: Slot, zone: string): TypedSlot {
  return { date: writeDay(startsAtMs, zone), from: writeTime(startsAtMs, zone), to: writeTime(endsAtMs, zone) };
}

const zoned = (atMs: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

/** The day of a moment in a zone, as a date field has it: "2026-11-26". */
const writeDay = (atMs: number, zone: string): string => zoned(atMs, zone).toPlainDate().toString();

const writeTime = (atMs: number, zone: string): string =>
  zoned(atMs, zone).toPlainTime().toString({ smallestUnit: "minute" });

/** When a day begins in a zone, epoch milliseconds, as a date field names it; undefined when it names none. */
export const readStartOfDay = (typed: string, zone: string): number | undefined =>
  readDay(typed)?.toZonedDateTime(zone).epochMilliseconds;

/** From midnight to midnight of the day that a moment is in, in a zone. */
export function dayOf(atMs: number, zone: string): Slot {
  const start = zoned(atMs, zone).startOfDay();
  return { startsAtMs: start.epochMilliseconds, endsAtMs: start.add({ days: 1 }).epochMilliseconds };
}

/** From today's midnight on, seven days: what a week strip shows. */
export function weekOf(atMs: number, zone: string): Slot {
  const start = zoned(atMs, zone).startOfDay();
  return { startsAtMs: start.epochMilliseconds, endsAtMs: start.add({ days: 7 }).epochMilliseconds };
}

function readDay(typed: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return undefined;
  try {
    return Temporal.PlainDate.from(typed, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

function readTime(typed: string): Temporal.PlainTime | undefined {
  const match = /^(\d{1,2})[:.h](\d\d)(?::00)?$/.exec(typed);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  return match !== null && hour < 24 && minute < 60 ? new Temporal.PlainTime(hour, minute) : undefined;
}

/** Epoch milliseconds; undefined where the clock jumps over that time. */
function momentOf(day: Temporal.PlainDate, time: Temporal.PlainTime, zone: string): number | undefined {
  const moment = day.toZonedDateTime({ timeZone: zone, plainTime: time });
  return moment.toPlainTime().equals(time) ? moment.epochMilliseconds : undefined;
}
