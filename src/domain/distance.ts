import type { GeoPoint } from "./resource.ts";

/** The mean radius of the earth (IUGG), in metres. */
const earthRadiusM = 6_371_009;
const radians = Math.PI / 180e6;

/** How long a millionth of a degree of latitude is, in metres: two places are at least so far apart. */
export const degreeMetresE6 = earthRadiusM * radians;

/** Great-circle distance (haversine) in whole metres; right to half a percent, since the earth is no sphere. */
export function metresBetween(one: GeoPoint, other: GeoPoint): number {
  const [from, to] = [one.latitudeE6 * radians, other.latitudeE6 * radians];
  const north = Math.sin((to - from) / 2);
  const east = Math.sin(((other.longitudeE6 - one.longitudeE6) * radians) / 2);
  const half = north * north + Math.cos(from) * Math.cos(to) * east * east;
  return Math.round(2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(half))));
}

/** Whether these are coordinates at all. */
function isGeoPoint({ latitudeE6, longitudeE6 }: GeoPoint): boolean {
  const isWithin = (value: number, most: number): boolean => Number.isSafeInteger(value) && Math.abs(value) <= most;
  return isWithin(latitudeE6, 90_000_000) && isWithin(longitudeE6, 180_000_000);
}

/** The pattern below goes over a run of spaces once for each of them. */
const longestTyped = 100;

/** Coordinates in decimal degrees, latitude first, as people copy them from a map: "41.387915, 2.169919". Undefined when it is none. */
export function parseGeoPoint(typed: string): GeoPoint | undefined {
  if (typed.length > longestTyped) return undefined;
  const [, latitude, longitude] =
    /^\s*([-+]?\d{1,3}(?:\.\d{1,12})?)°?\s*[,;\s]\s*([-+]?\d{1,3}(?:\.\d{1,12})?)°?\s*$/.exec(typed) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  const point = { latitudeE6: millionths(latitude), longitudeE6: millionths(longitude) };
  return isGeoPoint(point) ? point : undefined;
}

/** The point as {@link parseGeoPoint} reads it, exactly. */
export const writeGeoPoint = ({ latitudeE6, longitudeE6 }: GeoPoint): string =>
  `${degreesOf(latitudeE6)},${degreesOf(longitudeE6)}`;

/** Millionths of a degree as a decimal number: the nearest one there is, which is written with the same digits. */
export const degreesOf = (millionthsOfDegree: number): number => millionthsOfDegree / 1e6;

/** Decimal places beyond the sixth are cut, so that no rounding of fractions is involved. */
function millionths(decimal: string): number {
  const [whole = "", fraction = ""] = decimal.replace(/^[-+]/, "").split(".");
  const size = Number(whole) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
  return decimal.startsWith("-") && size !== 0 ? -size : size;
}
