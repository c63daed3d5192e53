import { isUnit, seatMinute, workMinute } from "./quantity.ts";

/** Our own terms, where no standard speaks (`docs/federation/`). */
export const namespace = "https://fedicoop.org/ns#";

/** The IRI of a unit, as `resourceConformsTo` names it on the wire and in signed documents: `…#seat-minute`, `…#EUR`. */
export const unitIri = (unit: string): string => `${namespace}${unit}`;

/** The unit that an IRI names; undefined when it is none of ours. */
export function unitOfIri(iri: string): string | undefined {
  const unit = iri.startsWith(namespace) ? iri.slice(namespace.length) : undefined;
  return unit !== undefined && isUnit(unit) ? unit : undefined;
}

/** The order in which units are shown: meeting seats, work, then currencies by code. */
export function byUnit(one: string, other: string): number {
  const ranks = [one, other].map((unit) => (unit === seatMinute ? 0 : unit === workMinute ? 1 : 2));
  const difference = (ranks[0] ?? 0) - (ranks[1] ?? 0);
  return difference !== 0 ? difference : one < other ? -1 : Number(one > other);
}
