import type { MailResult, MailRoad, SentLetter } from "./mail.ts";

/** A mail server that does not answer is given up after so long. */
const timeoutMs = 15_000;

/** What a transport is asked; nodemailer fulfils it. */
interface Transport {
  readonly sendMail: (message: Record<string, unknown>) => Promise<unknown>;
}

/**
 * Hands letters to a mail server over SMTP (`smtp://user:password@host:587`; `smtps://` speaks TLS from the start, `smtp://` as soon as the
 * server offers it). The library is loaded with the first letter: most starts of the node send none.
 */
export function openMailRoad({ url, from }: { readonly url: string; readonly from: string }): MailRoad {
  let opened: Promise<Transport> | undefined;
  return {
    from,
    async send(letter) {
      opened ??= openTransport(url);
      try {
        await (await opened).sendMail(messageOf(from, letter));
        return { sent: true };
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

async function openTransport(url: string): Promise<Transport> {
  const { createTransport } = await import("nodemailer");
  const limits = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  const guards = { requireTLS: needsTls(new URL(url)), disableFileAccess: true, disableUrlAccess: true };
  return createTransport({ url, ...limits, ...guards });
}

/** A password leaves this machine only over TLS, also when somebody in between says that the server has none. */
const needsTls = ({ username, hostname, searchParams }: URL): boolean =>
  username !== "" && !searchParams.has("ignoreTLS") && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);

/** Addresses are objects, never headers to be parsed; a subject is one line. `Auto-Submitted` keeps machines from answering (RFC 3834). */
function messageOf(from: string, letter: SentLetter): Record<string, unknown> {
  const { to, subject, text, calendar, endUrl, messageId, writtenAtMs, language } = letter;
  return {
    from: { name: "", address: from },
    to: { name: "", address: to },
    subject: subject.replace(/[\p{C}\s]+/gu, " ").trim(),
    text,
    messageId,
    date: new Date(writtenAtMs),
    headers: {
      "Auto-Submitted": "auto-generated",
      "Content-Language": language,
      ...(endUrl === undefined ? {} : { "List-Unsubscribe": `<${endUrl}>` }),
    },
    ...(calendar === undefined
      ? {}
      : { icalEvent: { method: calendar.method, filename: "event.ics", content: calendar.text } }),
  };
}

/** Commands whose refusal is about this one letter, not about us. */
const aboutLetter = new Set(["RCPT TO", "DATA"]);

function failureOf(error: unknown): MailResult {
  const { code, command, responseCode } = (error ?? {}) as {
    readonly code?: unknown;
    readonly command?: unknown;
    readonly responseCode?: unknown;
  };
  const status = typeof responseCode === "number" ? responseCode : 0;
  const said = [code, command].filter((part) => typeof part === "string");
  const detail = [...said, ...(status === 0 ? [] : [String(status)])].join(" ");
  const isAboutLetter = typeof command === "string" && aboutLetter.has(command);
  const isRefused = isAboutLetter && status >= 500;
  return { sent: false, final: isRefused, reached: isAboutLetter, detail: detail || String(error).slice(0, 200) };
}
