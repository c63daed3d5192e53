import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** One connection, as RFC 6455 has it: short text frames, unmasked from us, masked from the other side. */
export interface Line {
  send(message: object): void;
  close(): void;
}

export interface Listener {
  onMessage(message: Readonly<Record<string, unknown>>): void;
  /** May be called twice. */
  onClose(): void;
}

const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Answers the handshake and speaks JSON from then on. Fragments, and frames of more than 64 KiB, are not for tests. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  makeListener: (line: Line) => Listener,
): void {
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"] ?? ""}${magic}`)
    .digest("base64");
  const head = [
    "HTTP/1.1 101 Switching Protocols",
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Accept: ${accept}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const listener = makeListener({
    send: (message) => {
      if (socket.writable) socket.write(frame(JSON.stringify(message)));
    },
    close: () => socket.end(Buffer.from([0x88, 0])),
  });
  let rest = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let next = readFrame(rest); next !== undefined; next = readFrame(rest)) {
      rest = rest.subarray(next.length);
      if (next.opcode === 8) {
        listener.onClose();
        socket.end(Buffer.from([0x88, 0]));
      } else if (next.opcode === 1) listener.onMessage(JSON.parse(next.text) as Readonly<Record<string, unknown>>);
    }
  });
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    listener.onClose();
  });
}

function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, body]);
}

function readFrame(
  bytes: Buffer,
): { readonly opcode: number; readonly text: string; readonly length: number } | undefined {
  const [first = 0, second = 0] = bytes;
  const isLong = (second & 0x7f) === 126;
  const start = isLong ? 4 : 2;
  if (bytes.length < start) return undefined;
  const size = isLong ? bytes.readUInt16BE(2) : second & 0x7f;
  const length = start + 4 + size;
  if (bytes.length < length) return undefined;
  const mask = bytes.subarray(start, start + 4);
  const text = Buffer.from(
    bytes.subarray(start + 4, length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  ).toString();
  return { opcode: first & 0x0f, text, length };
}
