import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** An e-mail as a mail server got it: what was said before it, and its own lines. */
export interface Mailed {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

export interface MailServer {
  readonly url: string;
  readonly mails: Mailed[];
  /** Who is refused for good. */
  readonly refused: Set<string>;
  close(): Promise<void>;
}

/** A mail server on loopback that speaks as much SMTP (RFC 5321) as a client needs to hand over a letter. */
export async function openMailServer(): Promise<MailServer> {
  const mails: Mailed[] = [];
  const refused = new Set<string>();
  const server = createServer((socket) => converse(socket, { mails, refused }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refused,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

function converse(socket: Socket, { mails, refused }: Pick<MailServer, "mails" | "refused">): void {
  let from = "";
  let to: string[] = [];
  let data: string[] | undefined;
  let rest = "";
  const answer = (line: string): void => void socket.write(`${line}\r\n`);
  const verbs: Readonly<Record<string, (address: string) => string>> = {
    EHLO: () => "250-mail.example\r\n250-8BITMIME\r\n250 SMTPUTF8",
    MAIL: (address) => {
      [from, to] = [address, []];
      return "250 fine";
    },
    RCPT: (address) => {
      if (refused.has(address)) return "550 no such person here";
      to.push(address);
      return "250 fine";
    },
    DATA: () => {
      data = [];
      return "354 go on";
    },
    QUIT: () => "221 bye",
  };
  const obey = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    answer(verbs[verb]?.(/<([^>]*)>/.exec(line)?.[1] ?? "") ?? "250 fine");
    if (verb === "QUIT") socket.end();
  };
  socket.setEncoding("utf8");
  socket.on("error", () => undefined);
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (data === undefined) obey(line);
      else if (line === ".") {
        mails.push({ from, to, text: data.join("\r\n") });
        data = undefined;
        answer("250 taken");
      } else data.push(line.replace(/^\./, ""));
    }
  });
  answer("220 mail.example");
}
