/**
 * How this node looks from outside: what only the self-test asks. `federation/outside.ts` implements it, and `main.ts` passes it on. None
 * of these throws for anything that another machine does; each ends within its time limit.
 */
export interface Outside {
  /** The addresses of a name in the DNS. */
  resolve(name: string): Promise<Resolved>;
  /** Whether strangers can reach an IP address. */
  isPublic(address: string): boolean;
  /** Who answers with TLS for an origin, at one of its addresses. */
  certificate(origin: string, address: string): Promise<CertificateSeen>;
  /** A GET of our own public origin, as a stranger sends it. Redirects are not followed. */
  ask(path: string, headers?: Readonly<Record<string, string>>): Promise<Asked>;
  /** How far another node's clock is ahead of ours (milliseconds), by its answer; undefined when it does not answer. */
  clockOf(origin: string): Promise<number | undefined>;
  /** What the mail server says when somebody comes; undefined when none is set. */
  mailGreeting(): Promise<MailGreeting | undefined>;
}

export interface Resolved {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  /** The question itself could not be answered. */
  readonly failed?: string;
}

export type CertificateSeen =
  | {
      readonly problem: "none" | "expired" | "early" | "name" | "chain" | "self-signed" | "other";
      readonly detail: string;
      readonly validUntilMs: number;
    }
  | { readonly failed: "closed" | "silent" | "not-tls" | "no-way"; readonly detail: string };

export type Asked =
  | {
      readonly status: number;
      /** The media type alone. */
      readonly type: string;
      readonly vary: string;
      readonly location: string;
      /** At most 256 KiB. */
      readonly body: string;
    }
  | { readonly failed: string };

export interface MailGreeting {
  readonly server: string;
  /** Its first line; undefined when it does not answer. */
  readonly line: string | undefined;
}
