import { addTo, emptyTotal, type Total } from "#src/domain/fingerprint.ts";
import type { Range, RangeStore } from "#src/domain/negentropy.ts";
import { cutsBetween, firstFrom, firstPlace, totalOf, type Place, type Stretch } from "#src/domain/stretch.ts";
import type { Session } from "#src/store/database.ts";
import { listPlaces, listStretches } from "#src/store/stretches.ts";
import { stretchOf } from "./stretches.ts";

/** So many of the stretches that were read last are in memory. */
const keptStretches = 10;
/** A range with more stretches than this is cut where stretches begin. */
const fewStretches = 8;

/**
 * A pair's entries for Negentropy: what is kept of whole stretches is taken from there, and only stretches in which a range begins or ends
 * are read. A few of them are in memory; ranges that follow each other read each once.
 */
export async function openRanges(session: Session, peerId: string): Promise<RangeStore> {
  const stretches = (await listStretches(session, peerId)).map(stretchOf);
  const read = new Map<number, readonly Place[]>();

  const placesIn = async (index: number): Promise<readonly Place[]> => {
    const known = read.get(index);
    if (known !== undefined) return known;
    const [from, until] = [stretches[index]?.start ?? firstPlace, stretches[index + 1]?.start];
    const places = await listPlaces(session, peerId, { from, ...(until === undefined ? {} : { until }) });
    read.set(index, places);
    for (const oldest of read.keys()) if (read.size > keptStretches) read.delete(oldest);
    return places;
  };
  const touched = (range: Range) => touchedBy(stretches, range);
  const list = async (range: Range, limit: number): Promise<readonly Place[]> => {
    const places: Place[] = [];
    for (const { index } of touched(range)) {
      places.push(...within(await placesIn(index), range));
      if (places.length >= limit) break;
    }
    return places.slice(0, limit);
  };
  return {
    list,
    async totalOf(range) {
      const total: Total = emptyTotal();
      for (const { index, stretch, isWhole } of touched(range)) {
        const part = isWhole ? stretch.total : totalOf(within(await placesIn(index), range));
        addTo(total, part.sum, part.count);
      }
      return total;
    },
    async cuts(range, parts) {
      const whole = touched(range);
      if (whole.length <= fewStretches) return cutsBetween(await list(range, Infinity), parts);
      return cutAtStarts(
        whole.map(({ stretch }) => stretch),
        parts,
      );
    },
  };
}

interface Touched {
  readonly index: number;
  readonly stretch: Stretch;
  /** Whether all of it lies within. */
  readonly isWhole: boolean;
}

/** The stretches that a range touches. */
function touchedBy(stretches: readonly Stretch[], { from, until }: Range): Touched[] {
  const parts: Touched[] = [];
  for (let index = stretchAt(stretches, from); index < stretches.length; index += 1) {
    const stretch = stretches[index];
    if (stretch === undefined || (until !== undefined && stretch.start >= until)) break;
    const end = stretches[index + 1]?.start;
    const endsWithin = until === undefined || (end !== undefined && end <= until);
    parts.push({ index, stretch, isWhole: from <= stretch.start && endsWithin });
  }
  return parts;
}

function within(places: readonly Place[], { from, until }: Range): readonly Place[] {
  return places.slice(firstFrom(places, from), until === undefined ? undefined : firstFrom(places, until));
}

/** The index of the stretch that a place stands in. */
function stretchAt(stretches: readonly Stretch[], place: string): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.start ?? "~") <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Groups of whole stretches with about as many entries each. */
function cutAtStarts(stretches: readonly Stretch[], parts: number): string[] {
  const all = stretches.reduce((sum, { total }) => sum + total.count, 0);
  const cuts: string[] = [];
  let passed = 0;
  for (const [index, { start, total }] of stretches.entries()) {
    // The first stretch may begin before the range.
    if (index > 0 && passed >= ((cuts.length + 1) * all) / parts && cuts.length < parts - 1) cuts.push(start);
    passed += total.count;
  }
  return cuts;
}
