import { coopActorId, nodeActorId } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import { saveActor } from "#src/store/actors.ts";
import { findCoop, saveCoop, type Coop } from "#src/store/coop.ts";
import { transact, type Context, type Work } from "./context.ts";
import { exportKeys, makeKeys, saveKeys } from "./keys.ts";

/** What the set-up page and `fedicoop setup` ask for. Texts are plain; the default language is a key of `name`. */
export interface SetUp {
  readonly name: LocalizedText;
  /** Lower-case letters, digits and `_`, up to 30: what stands before the host in `@handle@host`. */
  readonly handle: string;
  readonly defaultLanguage: string;
  readonly languages?: readonly string[];
  readonly region: string;
  /** An IANA zone, as in Europe/Madrid. */
  readonly timeZone: string;
  readonly summary?: LocalizedText;
  readonly fairUse?: LocalizedText;
  readonly accentHue?: number;
  /** Whether partners may show us to their partners; yes unless said otherwise. */
  readonly listed?: boolean;
}

export type SetUpOutcome =
  | { readonly outcome: "done"; readonly coop: Coop }
  | { readonly outcome: "already"; readonly coop: Coop };

/** The hue of a coop that has not chosen one: a calm blue-green, in degrees of oklch. */
const defaultAccentHue = 195;

/** Sets a fresh node up: the coop, its node actor and their keys, all or nothing. A second call changes nothing. */
export async function setUp(context: Context, wanted: SetUp): Promise<SetUpOutcome> {
  const coopKeys = await exportKeys(await makeKeys({ ledger: true }));
  const nodeKeys = await exportKeys(await makeKeys({ ledger: false }));
  return transact(context, async (work) => {
    const already = await findCoop(work.session);
    if (already !== undefined) return { outcome: "already", coop: already };
    const coop = freshCoop(work, wanted);
    await saveCoop(work.session, coop);
    await saveActor(work.session, { id: coopActorId, kind: "coop", handle: coop.handle, ...actorTexts(coop) });
    await saveActor(work.session, {
      id: nodeActorId,
      kind: "node",
      handle: new URL(work.origin).host,
      ...actorTexts(coop),
    });
    await saveKeys(work, coopActorId, coopKeys);
    await saveKeys(work, nodeActorId, nodeKeys);
    return { outcome: "done", coop: { ...coop, id: 1 } };
  });
}

/** How a new coop meets the fediverse, until its stewards decide otherwise. */
export const openToTheFediverse = {
  federation: "open",
  authorisedFetch: false,
  responses: "shown",
  rules: [],
  publishBlocks: false,
  absenceDays: 90,
  absentSinceMs: null,
  stewardSeenAtMs: null,
} as const satisfies Partial<Coop>;

function freshCoop(work: Work, wanted: SetUp): Omit<Coop, "id"> {
  const nowMs = work.nowMs();
  return {
    origin: work.origin,
    handle: wanted.handle,
    name: wanted.name,
    summary: wanted.summary ?? {},
    fairUse: wanted.fairUse ?? {},
    defaultLanguage: wanted.defaultLanguage,
    languages: wanted.languages ?? [...new Set([wanted.defaultLanguage, ...Object.keys(wanted.name)])],
    region: wanted.region,
    timeZone: wanted.timeZone,
    accentHue: wanted.accentHue ?? defaultAccentHue,
    listed: wanted.listed ?? true,
    fairUseVersion: 1,
    countersign: "automatic",
    settle: "automatic",
    ...openToTheFediverse,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

const actorTexts = (coop: Omit<Coop, "id">) => ({
  name: coop.name,
  summary: coop.summary,
  discoverable: true,
  createdAtMs: coop.createdAtMs,
  updatedAtMs: coop.updatedAtMs,
});

/** The coop, where set-up is known to be done. @throws when it is not. */
export async function requireCoop(work: Work): Promise<Coop> {
  const coop = await findCoop(work.session);
  if (coop === undefined) throw new Error("This node has not been set up yet.");
  return coop;
}

/** The node was set up under another origin than it is started with now. */
export class OriginChangedError extends Error {
  override name = "OriginChangedError";
}

/**
 * Refuses to start under another origin than the one others have stored.
 * @throws {OriginChangedError} with what to do.
 */
export async function checkOrigin({ database, origin }: Context): Promise<void> {
  const coop = await findCoop(database);
  if (coop === undefined || coop.origin === origin) return;
  throw new OriginChangedError(
    `This node was set up as ${coop.origin}, but FEDICOOP_ORIGIN says ${origin}. Start it with FEDICOOP_ORIGIN=${coop.origin}, or, while it has no followers and no peers, run: npm run fedicoop -- setup --origin ${origin}`,
  );
}
