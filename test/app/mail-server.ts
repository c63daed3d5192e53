import { createServer as createPlain, type AddressInfo, type Socket } from "node:net";
import { createServer as createSecure, TLSSocket } from "node:tls";

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
  /** What was said to it without TLS. */
  readonly overheard: string[];
  close(): Promise<void>;
}

export interface MailServerOptions {
  /** TLS from the start, or from STARTTLS on; none unless it is said. */
  readonly tls?: "at-once" | "when-asked";
  readonly certified?: { readonly cert: string; readonly key: string };
}

/** A mail server on loopback that speaks as much SMTP (RFC 5321, 3207, 4954) as a client needs to hand over a letter. */
export async function openMailServer({ tls, certified }: MailServerOptions = {}): Promise<MailServer> {
  const post: Post = { mails: [], refused: new Set(), overheard: [], ...(tls === "when-asked" && { certified }) };
  const begin = (socket: Socket): void => {
    converse(socket, post);
    socket.write("220 mail.example\r\n");
  };
  const server = tls === "at-once" ? createSecure({ ...certified }, begin) : createPlain(begin);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === "at-once" ? "smtps" : "smtp"}://127.0.0.1:${port}`,
    ...post,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

interface Post extends Pick<MailServer, "mails" | "refused" | "overheard"> {
  readonly certified?: MailServerOptions["certified"];
}

function converse(socket: Socket, post: Post): void {
  const { mails, refused, overheard, certified } = post;
  const isSecure = socket instanceof TLSSocket;
  let from = "";
  let to: string[] = [];
  let data: string[] | undefined;
  let rest = "";
  const answer = (line: string): void => void socket.write(`${line}\r\n`);
  const offer = certified === undefined || isSecure ? "" : "250-STARTTLS\r\n";
  const verbs: Readonly<Record<string, (address: string) => string>> = {
    EHLO: () => `250-mail.example\r\n250-8BITMIME\r\n${offer}250-AUTH PLAIN\r\n250 SMTPUTF8`,
    AUTH: () => "235 welcome",
    STAR: () => (offer === "" ? "502 not here" : "220 go on"),
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
    if (!isSecure) overheard.push(line);
    answer(verbs[verb]?.(/<([^>]*)>/.exec(line)?.[1] ?? "") ?? "250 fine");
    if (verb === "QUIT") socket.end();
    if (verb !== "STAR" || offer === "") return;
    socket.removeAllListeners("data");
    converse(new TLSSocket(socket, { isServer: true, ...certified }), post);
  };
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString("utf8")).split("\r\n");
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
}
