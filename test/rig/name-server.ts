import { createSocket } from "node:dgram";

/** The addresses of each name; a name that is missing does not exist. `"refused"`: the name server itself does not want to say. */
export type Zone = Readonly<
  Record<string, { readonly ipv4?: readonly string[]; readonly ipv6?: readonly string[] } | "refused">
>;

export interface NameServer {
  /** As `127.0.0.1:5353`. */
  readonly address: string;
  set(zone: Zone): void;
  close(): void;
}

const typeA = 1;
const typeAaaa = 28;

/** A name server on loopback (RFC 1035, one question a packet). */
export async function openNameServer(): Promise<NameServer> {
  const socket = createSocket("udp4");
  let zone: Zone = {};
  socket.on("message", (packet, from) => socket.send(answer(packet, zone), from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    set: (other) => {
      zone = other;
    },
    close: () => socket.close(),
  };
}

function answer(packet: Buffer, zone: Zone): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let size = packet[at] ?? 0; size > 0; size = packet[at] ?? 0) {
    labels.push(packet.toString("latin1", at + 1, at + 1 + size));
    at += size + 1;
  }
  const type = packet.readUInt16BE(at + 1);
  const known = zone[labels.join(".").toLowerCase()];
  const records = known === undefined || known === "refused" ? [] : recordsOf(known, type);
  const code = known === undefined ? 3 : known === "refused" ? 5 : 0;
  const head = Buffer.from(packet.subarray(0, 12));
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, packet.subarray(12, at + 5), ...records.map((data) => recordOf(type, data))]);
}

const recordsOf = ({ ipv4 = [], ipv6 = [] }: Exclude<Zone[string], "refused">, type: number): readonly Buffer[] => {
  if (type === typeA) return ipv4.map((address) => Buffer.from(address.split(".").map(Number)));
  return type === typeAaaa ? ipv6.map(bytesOf) : [];
};

/** An IPv6 address, written with `::` or whole. */
function bytesOf(address: string): Buffer {
  const [left = "", right = ""] = address.split("::");
  const words = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  const gap = Array.from({ length: 8 - words(left).length - words(right).length }, () => "0");
  const all = [...words(left), ...gap, ...words(right)];
  return Buffer.from(all.map((word) => word.padStart(4, "0")).join(""), "hex");
}

/** The name is a pointer to the question's. */
function recordOf(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 1, 0, data.length]);
  return Buffer.concat([head, data]);
}
