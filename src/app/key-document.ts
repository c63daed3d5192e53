import { z } from "zod";
import { namespace } from "#src/domain/unit.ts";
import { firstIssue } from "./unreadable.ts";

/**
 * What a coop signs when one of its ledger keys signs no more: which key follows it, and since when somebody else may have had the old
 * one. Both keys sign it (`docs/federation/restore.md`, Keys). Its id is that of the key that follows.
 */
export interface KeyDocument {
  /** The verification method of the key that follows, `COOP#ed25519-FINGERPRINT`. */
  readonly key: string;
  readonly coop: string;
  /** Of the key that follows. */
  readonly publicKeyMultibase: string;
  /** The verification method of the key that signs no more. */
  readonly replaces: string;
  /** What the old key signed later does not count. */
  readonly revokedAtMs: number;
  /** From then on somebody else had the old key; absent when it was only replaced. */
  readonly compromisedAtMs?: number;
  readonly publishedAtMs: number;
}

const context = [
  "https://www.w3.org/ns/activitystreams",
  "https://w3id.org/security/data-integrity/v2",
  {
    xsd: "http://www.w3.org/2001/XMLSchema#",
    fedicoop: namespace,
    LedgerKey: "fedicoop:LedgerKey",
    publicKeyMultibase: "https://w3id.org/security#publicKeyMultibase",
    replaces: { "@id": "fedicoop:replaces", "@type": "@id" },
    revoked: { "@id": "https://w3id.org/security#revoked", "@type": "xsd:dateTime" },
    compromised: { "@id": "fedicoop:compromised", "@type": "xsd:dateTime" },
  },
] as const;

/** The document's text, without any proof. The same key document gives the same text. */
export function writeKeyDocument(document: KeyDocument): string {
  const { key, coop, publicKeyMultibase, replaces, revokedAtMs, compromisedAtMs, publishedAtMs } = document;
  return JSON.stringify({
    "@context": context,
    id: key,
    type: ["Document", "LedgerKey"],
    attributedTo: coop,
    published: iso(publishedAtMs),
    publicKeyMultibase,
    replaces,
    revoked: iso(revokedAtMs),
    ...(compromisedAtMs === undefined ? {} : { compromised: iso(compromisedAtMs) }),
  });
}

const iso = (atMs: number): string => new Date(atMs).toISOString();

const iri = z.string().max(2_000);
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
  .transform((text) => Date.parse(text))
  .refine(Number.isSafeInteger, "no such date");

const shape = z.object({
  id: iri,
  type: z.array(z.string()).refine((types) => types.includes("LedgerKey")),
  attributedTo: iri,
  published: moment,
  publicKeyMultibase: z.string().max(100),
  replaces: iri,
  revoked: moment,
  compromised: moment.optional(),
});

export type ReadKeyDocument = { readonly read: KeyDocument } | { readonly unreadable: string };

/** Reads the content of a signed document without trusting it. */
export function readKeyDocument(content: unknown): ReadKeyDocument {
  const parsed = shape.safeParse(content);
  if (!parsed.success) {
    return { unreadable: firstIssue(parsed.error, "key") };
  }
  const { id, attributedTo, published, publicKeyMultibase, replaces, revoked, compromised } = parsed.data;
  if (id === replaces) return { unreadable: "replaces: a key does not follow itself" };
  return {
    read: {
      key: id,
      coop: attributedTo,
      publicKeyMultibase,
      replaces,
      revokedAtMs: revoked,
      ...(compromised === undefined ? {} : { compromisedAtMs: compromised }),
      publishedAtMs: published,
    },
  };
}
