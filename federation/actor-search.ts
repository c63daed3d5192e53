import { FetchError as DocumentError } from "@fedify/vocab-runtime";
import type { Context } from "#src/app/context.ts";
import type { FoundActor, Partners } from "#src/app/partners.ts";
import { standingOf } from "#src/app/standing.ts";
import { sameOrigin } from "#src/domain/iri.ts";
import type { Documents } from "./documents.ts";
import { FetchError, safeFetch } from "./fetch.ts";
import { parseDocument, readAddress, type Target } from "./lookup.ts";
import { readRemoteActor } from "./wire/remote-actor.ts";
import { readActorLink } from "./wire/webfinger.ts";

interface Ground {
  readonly app: Context;
  readonly documents: Documents;
  readonly allowPrivateAddresses: boolean;
}

type Failed = Extract<FoundActor, { failed: string }>;
const failed = (reason: Failed["failed"], detail: string): Failed => ({ failed: reason, detail });

/**
 * {@link Partners.findActor}: by WebFinger for `@user@host`, or the actor's own address. A host that is suspended is not asked. The
 * answer's actor must be served by the server whose address it has.
 */
export function openFindActor(ground: Ground): Partners["findActor"] {
  return async (address) => {
    const target = readAddress(address, ground.allowPrivateAddresses);
    if (target === undefined || (target.handle === undefined && !isUrl(address)))
      return failed("malformed", "It should be an address such as @user@host, or the address of a profile.");
    try {
      return await find(ground, target, address.trim());
    } catch (error) {
      if (error instanceof FetchError || error instanceof DocumentError)
        return failed(wasAnswered(error) ? "not-found" : "unreachable", error.message);
      throw error;
    }
  };
}

async function find(ground: Ground, { origin, handle }: Target, address: string): Promise<FoundActor> {
  if ((await standingOf(ground.app.database, origin)) === "suspended") return blocked(origin);
  const iri = handle === undefined ? address : await byWebFinger(ground, origin, handle);
  return iri === undefined ? failed("not-found", `There is nobody at ${address}.`) : load(ground, iri);
}

const blocked = (iri: string): Failed => failed("suspended", `${new URL(iri).host} is blocked here.`);

const isUrl = (address: string): boolean => /^\s*https?:\/\//i.test(address);
const wasAnswered = (error: Error): boolean =>
  error instanceof DocumentError && error.response !== undefined && error.response.status < 500;

async function byWebFinger(ground: Ground, origin: string, handle: string): Promise<string | undefined> {
  const resource = encodeURIComponent(`acct:${handle}@${new URL(origin).host}`);
  const response = await safeFetch(
    `${origin}/.well-known/webfinger?resource=${resource}`,
    { headers: { accept: "application/jrd+json, application/json;q=0.9" } },
    { allowPrivateAddresses: ground.allowPrivateAddresses, maxBytes: 65_536 },
  );
  return response.ok ? readActorLink(parseDocument(await response.text())) : undefined;
}

async function load({ app, documents }: Ground, iri: string): Promise<FoundActor> {
  if ((await standingOf(app.database, iri)) === "suspended") return blocked(iri);
  const { document, documentUrl } = await documents.load(iri);
  const id = idOf(document) ?? iri;
  // A profile's page may lead to its actor's own address, on the same server only.
  if (!sameOrigin(documentUrl, id)) return failed("not-found", `${iri} leads to another server.`);
  const read = readRemoteActor(document, id);
  return read.ok ? { found: read.value } : failed("not-found", `${iri}: ${read.reason}`);
}

function idOf(document: unknown): string | undefined {
  const id = typeof document === "object" && document !== null && "id" in document ? document.id : undefined;
  return typeof id === "string" ? id : undefined;
}
