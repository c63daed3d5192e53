import type { Connector } from "./connector.ts";

const maxAddressLength = 2000;

/** A room with a fixed address, whatever runs there: the way in is the address itself. */
export const link: Connector = {
  platform: "link",
  isAddress: (address) =>
    address.length <= maxAddressLength &&
    URL.canParse(address) &&
    ["http:", "https:"].includes(new URL(address).protocol),
  wayIn: (address) => (address === undefined ? { way: "host-sends" } : { way: "address", url: address }),
};
