import { z } from "zod";
import type { Connector } from "./connector.ts";

const maxAddressLength = 2000;

const connection = z.object({
  /** The room's URL; without one the host sends the way in. */
  address: z
    .url({ protocol: /^https?$/ })
    .max(maxAddressLength)
    .exactOptional(),
});

/** A room with a fixed address, whatever runs there: the way in is the address itself, the same for everyone. */
export const link: Connector<z.output<typeof connection>> = {
  platform: "link",
  abilities: { measures: false, ends: false, roles: false },
  connection,
  fields: [{ name: "address", kind: "url", required: false }],
  ready: async () => ({ ok: true }),
  way: async ({ address }) => ({ ok: true, url: address }),
  presence: async () => ({ ok: true, presence: "unknown" }),
  end: async () => ({ ok: true }),
  health: async () => ({ ok: true }),
};
