import { isUnit } from "#src/domain/quantity.ts";
import { fedicoopNamespace } from "./context.ts";

/** The IRI of a unit, as `resourceConformsTo` names it: `…#seat-minute`, `…#work-minute`, or `…#EUR` for minor units of a currency. */
export const unitIri = (unit: string): string => `${fedicoopNamespace}${unit}`;

/** The unit behind an IRI, or undefined when it is none that we know. */
export function readUnitIri(iri: string): string | undefined {
  if (!iri.startsWith(fedicoopNamespace)) return undefined;
  const unit = iri.slice(fedicoopNamespace.length);
  return isUnit(unit) ? unit : undefined;
}
