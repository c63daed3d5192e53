import { fromHex } from "#src/domain/digest.ts";
import { addTo, takeFrom, type Total } from "#src/domain/fingerprint.ts";
import {
  firstPlace,
  maxStretch,
  placeText,
  splitStretch,
  sumText,
  type Place,
  type Stretch,
} from "#src/domain/stretch.ts";
import type { Session } from "#src/store/database.ts";
import { listPlaces, listStretches, saveStretch, startAfter, type StretchRow } from "#src/store/stretches.ts";

/** An entry that came to a pair's books, or left the place where it stood. */
export interface Moved {
  readonly place: Place;
  readonly by: "come" | "gone";
}

/** Keeps a pair's stretches with its entries. The entries themselves are written already. */
export async function moveInStretches(session: Session, peerId: string, moves: readonly Moved[]): Promise<void> {
  const sorted = moves
    .map(({ place, by }) => ({ place, by, text: placeText(place) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : 1));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return;
  const stretches = await stretchesIn(session, peerId, { from: first.text, until: `${last.text}0` });
  const changed = new Set<Stretch>();
  let at = 0;
  for (const { place, by, text } of sorted) {
    while ((stretches[at + 1]?.start ?? "~") <= text) at += 1;
    const stretch = stretches[at];
    if (stretch === undefined) throw new Error("There is a place before the first stretch.");
    if (by === "come") addTo(stretch.total, fromHex(place.mark));
    else takeFrom(stretch.total, fromHex(place.mark));
    changed.add(stretch);
  }
  for (const stretch of changed) await keepStretch(session, peerId, stretch);
}

/** The stretches that a range touches, in order; at first there is one, empty. */
async function stretchesIn(
  session: Session,
  peerId: string,
  range: { readonly from: string; readonly until: string },
): Promise<Stretch[]> {
  const rows = await listStretches(session, peerId, range);
  return rows.length === 0
    ? [{ start: firstPlace, total: { count: 0, sum: new Uint8Array(32) } }]
    : rows.map(stretchOf);
}

export function stretchOf({ start, count, sum }: StretchRow): Stretch {
  const total: Total = { count, sum: fromHex(sum) };
  return { start, total };
}

async function keepStretch(session: Session, peerId: string, stretch: Stretch): Promise<void> {
  for (const { start, total } of await shortened(session, peerId, stretch)) {
    await saveStretch(session, peerId, { start, count: total.count, sum: sumText(total) });
  }
}

async function shortened(session: Session, peerId: string, stretch: Stretch): Promise<readonly Stretch[]> {
  if (stretch.total.count <= maxStretch) return [stretch];
  const end = await startAfter(session, peerId, stretch.start);
  const range = { from: stretch.start, ...(end === undefined ? {} : { until: end }) };
  return splitStretch(await listPlaces(session, peerId, range), stretch.start, end);
}
