import type { Context } from "#src/app/context.ts";
import { standingOf } from "#src/app/standing.ts";
import { nodeActorId } from "#src/domain/iri.ts";
import { findCoop } from "#src/store/coop.ts";
import { wantsActivity } from "./objects.ts";
import { problemResponse } from "./problem.ts";
import type { SignerOf } from "./signer.ts";

/** Who reads: `refuse`, with the answer; or who they are, where that is known, and whether our actors show only what keys need. */
type Reader = { readonly refuse: Response } | { readonly isBare: boolean };

/** What only known servers read when the coop asks for signed requests. Actors' own documents stay for everyone: keys are in them. */
const signedPath =
  /^\/(actors\/[^/]+\/.+|(announcements|events|proposals|agreements|entries|statements|messages|boosts|circles|uploads)\/.+|proposals|partners)$/;
const nodePath = `/actors/${nodeActorId}`;
const actorPath = /^\/actors\/[^/]+$/;

/**
 * Looks at who reads, before anything is answered (docs/federation/moderation.md): nobody who is suspended reads anything, and with
 * authorised fetch nobody reads an object or a collection without saying who they are. A page for people cannot know who asks.
 */
export function openReading(app: Context, signerOf: SignerOf): (request: Request) => Promise<Reader> {
  return async (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return { isBare: false };
    // Our node's key is needed to check our own signatures: to check who asks for it first would have two careful servers wait for each other.
    if (new URL(request.url).pathname === nodePath) return { isBare: false };
    const signer = await signerOf(request);
    if (signer === undefined) return unknownReader(app, request);
    const isSuspended = (await standingOf(app.database, signer)) === "suspended";
    return isSuspended ? { refuse: suspended() } : { isBare: false };
  };
}

async function unknownReader({ database }: Context, request: Request): Promise<Reader> {
  const { pathname } = new URL(request.url);
  const needsName = signedPath.test(pathname);
  const isOurs = needsName || actorPath.test(pathname);
  if (!isOurs || !isForServers(request, pathname)) return { isBare: false };
  const coop = await findCoop(database);
  // Whoever is on no list of those who are allowed would else only have to leave the signature out.
  if (coop?.authorisedFetch !== true && coop?.federation !== "allow-list") return { isBare: false };
  return needsName ? { refuse: unsigned() } : { isBare: true };
}

/** The activities that we sent have no page. */
const isForServers = (request: Request, pathname: string): boolean =>
  /^\/(messages|boosts)\//.test(pathname) || wantsActivity(request);

const suspended = (): Response =>
  problemResponse({
    type: "about:blank",
    title: "You are suspended here",
    status: 403,
    detail: "Nothing is shown to this account or its server.",
  });

const unsigned = (): Response =>
  problemResponse(
    {
      type: "about:blank",
      title: "The request is not signed",
      status: 401,
      detail: "This coop shows its posts and lists to servers that say who they are: sign the request.",
    },
    { vary: "Accept, Signature" },
  );

/** Each request is verified once, however many look at who signed it. */
export function rememberingSigner(signerOf: SignerOf): SignerOf {
  const known = new WeakMap<Request, Promise<string | undefined>>();
  return (request) => {
    const found = known.get(request) ?? signerOf(request);
    known.set(request, found);
    return found;
  };
}
