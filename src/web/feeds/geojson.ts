import type { CapacityItem } from "#src/app/capacity.ts";
import { degreesOf } from "#src/domain/distance.ts";

/** A feature of RFC 7946. */
export interface PointFeature<Properties> {
  readonly type: "Feature";
  readonly id: string;
  /** Longitude first (RFC 7946, 3.1.1); null where no place is known. */
  readonly geometry: { readonly type: "Point"; readonly coordinates: number[] } | null;
  readonly properties: Properties;
}

/** Offers as points of a map, those without a place included. */
export function writeFeatures<Properties>(
  items: readonly CapacityItem[],
  propertiesOf: (item: CapacityItem) => Properties,
): { type: "FeatureCollection"; features: PointFeature<Properties>[] } {
  const features = items.map((item) => ({
    type: "Feature" as const,
    id: item.id,
    geometry: pointOf(item),
    properties: propertiesOf(item),
  }));
  return { type: "FeatureCollection", features };
}

function pointOf({ place }: CapacityItem): PointFeature<unknown>["geometry"] {
  if (place === null) return null;
  return { type: "Point", coordinates: [degreesOf(place.longitudeE6), degreesOf(place.latitudeE6)] };
}
