import { actorIri } from "#src/domain/iri.ts";
import type { LocalizedText } from "#src/domain/language.ts";
import type { Energy, Platform } from "#src/domain/resource.ts";
import { findConnector } from "#src/meetings/platforms.ts";
import { saveActor, updateActor } from "#src/store/actors.ts";
import {
  findResource,
  listResources,
  saveResource,
  updateResource,
  type Resource,
  type ResourceRow,
} from "#src/store/resources.ts";
import { withoutAbsent } from "./changes.ts";
import { transact, type Context, type Work } from "./context.ts";
import { dismissFollowers } from "./followers.ts";
import { chooseHandle } from "./handles.ts";
import { exportKeys, makeKeys, saveKeys } from "./keys.ts";
import { pageOf, type Page, type PageRequest } from "./page.ts";
import { withdrawProposalsOf } from "./proposals.ts";
import { publishProposals } from "./publication.ts";
import { settingColumns, settingsRefusal, type Settings, type SettingsRefusal } from "./resource-calendar.ts";

interface Described {
  /** At least one language; the most important first. */
  readonly name: LocalizedText;
  readonly summary?: LocalizedText;
  /** Where it stands, in words. */
  readonly location?: string | null;
}

interface Room extends Settings {
  readonly seats: number;
  /** The room's URL, where the platform is `link`; never shown publicly. Null forgets it. */
  readonly address?: string | null;
  readonly languages?: readonly string[];
  readonly energy?: Energy;
  readonly features?: readonly string[];
}

/** A meeting server, or anything else that is shared: an interpretation booth, storage, a camera kit. */
export type NewResource = Described & { readonly handle?: string } & (
    | ({ readonly kind: "meeting-server"; readonly platform: Platform } & Room)
    | { readonly kind: "other"; readonly category: string }
  );

/**
 * What may change later. The seats and rooms of a meeting server never fall below what is agreed or held; hours that leave agreements outside
 * are taken only with the word that this is known.
 */
export type ResourceChanges = Partial<Described & Room> & {
  readonly category?: string;
  /** Whoever changes the hours has seen which agreements lie where it will be closed; they stand. */
  readonly closesOverAgreed?: boolean;
};

/** A resource as people of this node see it. The address is not part of it; see {@link revealAddress}. */
export type ResourceView = Omit<Resource, "addressSealed"> & { readonly actor: string; readonly hasAddress: boolean };

export type ResourceRefusal =
  | { readonly reason: "handle-taken"; readonly handle: string }
  | { readonly reason: "address-invalid" }
  | SettingsRefusal
  /** Something that only a meeting server has, or only another resource. */
  | { readonly reason: "kind-mismatch" };

export type ResourceOutcome =
  | { readonly outcome: "done"; readonly resource: ResourceView }
  | { readonly outcome: "not-found" }
  | { readonly outcome: "refused"; readonly refusal: ResourceRefusal };

/** Makes a resource and its `Service` actor. */
export async function shareResource(context: Context, wanted: NewResource): Promise<ResourceOutcome> {
  const keys = await exportKeys(await makeKeys({ ledger: false }));
  return transact(context, async (work) => {
    const { name, handle: asked } = wanted;
    const handle = await chooseHandle(work, {
      name,
      fallback: "resource",
      ...(asked === undefined ? {} : { handle: asked }),
    });
    if (handle === undefined) return refused({ reason: "handle-taken", handle: asked ?? "" });
    const refusal = addressRefusal(wanted.kind === "meeting-server" ? wanted.platform : null, wanted);
    if (refusal !== undefined) return refused(refusal);
    const id = work.newId();
    const nowMs = work.nowMs();
    const actor = { id, kind: "resource", handle, name, summary: wanted.summary ?? {}, discoverable: true } as const;
    await saveActor(work.session, { ...actor, createdAtMs: nowMs, updatedAtMs: nowMs });
    const settings = wanted.kind === "meeting-server" ? withoutAbsent(await settingColumns(work, wanted)) : {};
    await saveResource(work.session, { ...rowOf(work, id, wanted), ...settings });
    await saveKeys(work, id, keys);
    return done(work, id);
  });
}

function rowOf(work: Work, id: string, wanted: NewResource): ResourceRow {
  const place = { latitudeE6: null, longitudeE6: null, energyStatement: null } as const;
  const open = { rooms: null, calendar: null, publishDueAtMs: null } as const;
  const plain = {
    ...place,
    ...open,
    id,
    location: wanted.location ?? null,
    languages: [],
    energy: "unknown",
    features: [],
  } as const;
  if (wanted.kind === "other") {
    return { ...plain, kind: "other", category: wanted.category, platform: null, seats: null, addressSealed: null };
  }
  const { platform, seats, languages = [], energy = "unknown", features = [] } = wanted;
  const addressSealed = sealAddress(work, id, wanted.address ?? null);
  return {
    ...plain,
    kind: "meeting-server",
    category: null,
    platform,
    seats,
    addressSealed,
    languages,
    energy,
    features,
  };
}

/** Changes what a resource says; those who see its proposals are told. */
export function changeResource(context: Context, id: string, changes: ResourceChanges): Promise<ResourceOutcome> {
  return transact(context, async (work) => {
    const resource = await findLiving(work, id);
    if (resource === undefined) return { outcome: "not-found" };
    const settings = await settingColumns(work, changes);
    const known = changes.closesOverAgreed ?? false;
    const refusal =
      kindRefusal(resource, changes) ??
      (await settingsRefusal(work, resource, { ...settings, seats: changes.seats, known })) ??
      addressRefusal(resource.platform, changes);
    if (refusal !== undefined) return refused(refusal);
    const { name, summary, address, place: _place, closesOverAgreed: _known, ...columns } = changes;
    const addressSealed = address === undefined ? undefined : sealAddress(work, id, address);
    await updateResource(work.session, id, withoutAbsent({ ...columns, ...settings, addressSealed }));
    await updateActor(work.session, id, { ...withoutAbsent({ name, summary }), updatedAtMs: work.nowMs() });
    const changed = await findResource(work.session, id);
    if (changed !== undefined) await publishProposals(work, changed);
    return done(work, id);
  });
}

function kindRefusal(resource: Resource, changes: ResourceChanges): ResourceRefusal | undefined {
  const isServer = resource.kind === "meeting-server";
  const isMismatch = isServer ? changes.category !== undefined : roomNames.some((name) => changes[name] !== undefined);
  return isMismatch ? { reason: "kind-mismatch" } : undefined;
}

/** What only a meeting server has. */
const roomNames = [
  "seats",
  "address",
  "languages",
  "energy",
  "energyStatement",
  "features",
  "calendar",
  "rooms",
  "place",
] as const satisfies readonly (keyof ResourceChanges)[];

function addressRefusal(platform: string | null, wanted: object): ResourceRefusal | undefined {
  const address = "address" in wanted && typeof wanted.address === "string" ? wanted.address : undefined;
  if (address === undefined) return undefined;
  const isValid = findConnector(platform)?.connection.safeParse({ address }).success === true;
  return isValid ? undefined : { reason: "address-invalid" };
}

/**
 * Removes a resource: its actor answers 410 from now on, its proposals are withdrawn and its open offers refused. What was agreed
 * stays, with the way in. A second time changes nothing.
 */
export function removeResource(context: Context, id: string): Promise<ResourceOutcome> {
  return transact(context, async (work) => {
    const resource = await findResource(work.session, id);
    if (resource === undefined) return { outcome: "not-found" };
    if (resource.deletedAtMs === null) {
      await withdrawProposalsOf(work, resource);
      await updateActor(work.session, id, { deletedAtMs: work.nowMs(), updatedAtMs: work.nowMs() });
      await dismissFollowers(work, id);
    }
    return done(work, id);
  });
}

/** A resource, removed ones included (`deletedAtMs`). */
export async function findResourceView({ database, origin }: Context, id: string): Promise<ResourceView | undefined> {
  const resource = await findResource(database, id);
  return resource === undefined ? undefined : viewOf(origin, resource);
}

/** Living resources, newest first. */
export async function listResourceViews(
  { database, origin }: Context,
  request: PageRequest,
): Promise<Page<ResourceView>> {
  return pageOf(request, async (page) =>
    (await listResources(database, page)).map((resource) => viewOf(origin, resource)),
  );
}

/** The room's URL as the operator wrote it: for those who run it, and for whoever may enter now. */
export function revealAddress(
  { secrets }: Pick<Context, "secrets">,
  resource: Pick<ResourceRow, "id" | "addressSealed">,
): string | undefined {
  return resource.addressSealed === null
    ? undefined
    : secrets.open(resource.addressSealed, addressPurpose(resource.id));
}

function sealAddress({ secrets }: Work, id: string, address: string | null): string | null {
  return address === null ? null : secrets.seal(address, addressPurpose(id));
}

const addressPurpose = (id: string): string => `address ${id}`;

async function findLiving(work: Work, id: string): Promise<Resource | undefined> {
  const resource = await findResource(work.session, id);
  return resource?.deletedAtMs === null ? resource : undefined;
}

async function done(work: Work, id: string): Promise<ResourceOutcome> {
  const resource = await findResource(work.session, id);
  if (resource === undefined) throw new Error(`The resource ${id} was written, but is not there.`);
  return { outcome: "done", resource: viewOf(work.origin, resource) };
}

const refused = (refusal: ResourceRefusal): ResourceOutcome => ({ outcome: "refused", refusal });

function viewOf(origin: string, { addressSealed, ...resource }: Resource): ResourceView {
  return { ...resource, actor: actorIri(origin, resource.id), hasAddress: addressSealed !== null };
}
