import type { Platform } from "#src/domain/resource.ts";

/** How people get into a room: by an address, or by what the host will send them. */
export type WayIn = { readonly way: "address"; readonly url: string } | { readonly way: "host-sends" };

/** What stands between an agreement and the software that runs the meeting. Each platform has one. */
export interface Connector {
  readonly platform: Platform;
  /** Whether a text can be the address of a room on this platform. */
  isAddress(address: string): boolean;
  /** The way into the room for those who may enter now. `address` is what the operator wrote, if anything. */
  wayIn(address: string | undefined): WayIn;
}
