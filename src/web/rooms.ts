import { Hono } from "hono";
import type { Context } from "#src/app/context.ts";
import { hearEnd } from "#src/app/metering.ts";
import { isUuidV7 } from "#src/domain/iri.ts";

/**
 * `GET /rooms/{agreement}/ended/{token}`: a meeting server says that a meeting has ended (BigBlueButton's end callback, which it does not
 * sign). It is a hint: we look for ourselves, at once. Without the room's token there is nothing here.
 */
export function openRooms(app: Context): Hono {
  return new Hono().get("/rooms/:id/ended/:token", async (c) => {
    const { id, token } = c.req.param();
    const isHeard = isUuidV7(id) && (await hearEnd(app, id, token));
    return isHeard ? c.body(null, 204) : c.notFound();
  });
}
