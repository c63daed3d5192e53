/** What is known of an attempt that failed: the status that came back, and what was written down about it. */
export interface FailedAttempt {
  readonly lastStatus: number | null;
  readonly lastError: string | null;
}

/** Why a server does not have a message, in kinds that pages can word. */
export type DeliveryTrouble =
  /** Nobody answered in time. */
  | "silent"
  /** Its name leads nowhere. */
  | "no-name"
  /** Nothing listens there. */
  | "closed"
  /** The connection broke, or could not be made. */
  | "unreachable"
  | "certificate-expired"
  | "certificate-name"
  | "certificate-chain"
  | "certificate"
  /** It is in a private network, where this node does not go. */
  | "private-address"
  /** 401 and 403: it does not believe that it was us, or does not want us. */
  | "signature"
  | "forbidden"
  | "not-found"
  | "gone"
  | "too-often"
  | "too-large"
  | "redirect"
  | "refused"
  | "failing"
  /** It could not be written on our side. */
  | "unwritable"
  /** We block or suspend it. */
  | "blocked"
  /** Too old to be tried any longer. */
  | "expired"
  | "unknown";

const byStatus: Readonly<Record<number, DeliveryTrouble>> = {
  401: "signature",
  403: "forbidden",
  404: "not-found",
  410: "gone",
  413: "too-large",
  429: "too-often",
};

/** What the system, TLS and our own fetch write, the most telling first. */
const byWords: readonly (readonly [RegExp, DeliveryTrouble])[] = [
  [/CERT_HAS_EXPIRED|certificate has expired/i, "certificate-expired"],
  [/ALTNAME_INVALID|altnames/i, "certificate-name"],
  [/SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|self.signed|unable to (get|verify)/i, "certificate-chain"],
  [/CERT_|ERR_TLS|ERR_SSL|EPROTO|certificate/i, "certificate"],
  [/ENOTFOUND|EAI_AGAIN|ENODATA/i, "no-name"],
  [/ECONNREFUSED/i, "closed"],
  [/TIMEOUT|ETIMEDOUT|took too long/i, "silent"],
  [/not a public address|port of another service|\(ADDRESS\)/i, "private-address"],
  [/cannot be written/i, "unwritable"],
  [/^blocked$/, "blocked"],
  [/^expired$/, "expired"],
  [/could not be reached|ECONN|EHOST|ENET|EPIPE|UND_ERR/i, "unreachable"],
];

/** Why the last attempt failed; undefined when none did. */
export function decideTrouble({ lastStatus, lastError }: FailedAttempt): DeliveryTrouble | undefined {
  if (lastError === null) return undefined;
  const status = /^\d{3}$/.test(lastError) ? Number(lastError) : undefined;
  if (status !== undefined || (lastStatus !== null && lastError === "")) return ofStatus(status ?? lastStatus ?? 0);
  return byWords.find(([pattern]) => pattern.test(lastError))?.[1] ?? "unknown";
}

function ofStatus(status: number): DeliveryTrouble {
  const known = byStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return "failing";
  return status >= 300 && status < 400 ? "redirect" : "refused";
}
