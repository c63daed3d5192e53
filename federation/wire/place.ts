import { z } from "zod";
import type { GeoPoint } from "#src/domain/resource.ts";
import type { JsonObject } from "./json.ts";

const millionths = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .transform((degrees) => Math.round(degrees * 1e6));

/**
 * Where something stands, as ActivityStreams has it. A place that says no coordinates is none for us, and no reason to refuse the
 * rest.
 */
export const place = z
  .object({ latitude: millionths(90), longitude: millionths(180) })
  .transform(({ latitude, longitude }): GeoPoint => ({ latitudeE6: latitude, longitudeE6: longitude }))
  .optional()
  .catch(undefined);

/** Degrees as the nearest number to the whole millionths, which reads back as the same. */
export const writePlace = ({ latitudeE6, longitudeE6 }: GeoPoint): JsonObject => ({
  type: "Place",
  latitude: latitudeE6 / 1e6,
  longitude: longitudeE6 / 1e6,
});
