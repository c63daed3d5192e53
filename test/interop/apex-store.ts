import { randomBytes } from "node:crypto";
import type { Thing } from "activitypub-express";

/** What activitypub-express keeps beside an object; it never leaves its server. */
interface Meta {
  readonly collection?: readonly string[];
}
type Kept = Thing & { readonly _meta?: Meta };
interface Delivery {
  readonly actorId: string;
  readonly body: string;
  readonly address: string;
  readonly signingKey: string;
  readonly after: Date;
  attempt: number;
}
interface KeptContext {
  readonly contextUrl: string | null;
  readonly documentUrl: string;
  readonly document: unknown;
}

const idOf = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "id" in value ? value.id : value;
export const metaOf = ({ ["_meta"]: meta }: Thing): Meta | undefined => meta as Meta | undefined;
const listOf = (value: unknown): readonly unknown[] => [value ?? []].flat();

/**
 * activitypub-express's store, by its own interface (`store/interface.js`), in memory in place of MongoDB. `contexts` are those that are not to
 * be fetched.
 */
export function openApexStore(contexts: Readonly<Record<string, unknown>>) {
  const objects = new Map<string, Kept>();
  const activities = new Map<string, Kept>();
  let deliveries: Delivery[] = [];
  const known = new Map<string, KeptContext>(
    Object.entries(contexts).map(([url, document]) => [url, { contextUrl: null, documentUrl: url, document }]),
  );
  const without = (thing: Kept | undefined, withMeta?: boolean): Kept | undefined => {
    if (thing === undefined || withMeta === true) return structuredClone(thing);
    const { _meta, ...rest } = thing;
    return structuredClone(rest) as Kept;
  };
  const isIn = (thing: Kept, collection: string): boolean => metaOf(thing)?.collection?.includes(collection) === true;
  const add = (kept: Map<string, Kept>, thing: Kept): boolean => {
    if (kept.has(thing.id)) return false;
    kept.set(thing.id, structuredClone(thing));
    return true;
  };
  const change = (kept: Map<string, Kept>, thing: Kept, isWhole: boolean): Kept | undefined => {
    const old = kept.get(thing.id);
    if (old === undefined) return undefined;
    const { ["_meta"]: meta } = old;
    kept.set(
      thing.id,
      structuredClone(isWhole ? { ...(meta === undefined ? {} : { _meta: meta }), ...thing } : { ...old, ...thing }),
    );
    return kept.get(thing.id);
  };
  const inCollection = (collection: string): readonly Kept[] =>
    [...activities.values()].filter((each) => isIn(each, collection)).toReversed();
  return {
    objects,
    activities,
    setup: async (actor?: Thing) => actor !== undefined && add(objects, actor),
    getObject: async (id: string, withMeta?: boolean) => without(objects.get(id), withMeta),
    saveObject: async (object: Thing) => add(objects, object),
    updateObject: async (object: Thing, _actor: unknown, isWhole: boolean) => change(objects, object, isWhole),
    getActivity: async (id: string, withMeta?: boolean) => without(activities.get(id), withMeta),
    saveActivity: async (activity: Thing) => add(activities, activity) || undefined,
    updateActivity: async (activity: Thing, isWhole: boolean) => change(activities, activity, isWhole) ?? activity,
    async removeActivity(activity: Thing, actor: string) {
      if (listOf(activities.get(activity.id)?.["actor"]).map(idOf).includes(actor)) activities.delete(activity.id);
    },
    async updateActivityMeta(...[{ id }, key, value, isRemoval]: readonly [Thing, keyof Meta, string, boolean?]) {
      const found = activities.get(id);
      if (found === undefined) throw new Error("Error updating activity meta: not found");
      const others = (metaOf(found)?.[key] ?? []).filter((each) => each !== value);
      const meta = { ...metaOf(found), [key]: isRemoval === true ? others : [...others, value] };
      activities.set(id, { ...found, _meta: meta });
      return without(activities.get(id), true);
    },
    findActivityByCollectionAndObjectId: async (collection: string, object: string, withMeta?: boolean) =>
      without(
        inCollection(collection).find((each) => listOf(each["object"]).map(idOf).includes(object)),
        withMeta,
      ),
    findActivityByCollectionAndActorId: async (collection: string, actor: string, withMeta?: boolean) =>
      without(
        inCollection(collection).find((each) => listOf(each["actor"]).includes(actor)),
        withMeta,
      ),
    getStream: async (collection: string, limit?: number) =>
      inCollection(collection)
        .slice(0, limit ?? Infinity)
        .map((each) => without(each)),
    getStreamCount: async (collection: string) => inCollection(collection).length,
    getUserCount: async () => 1,
    getContext: async (url: string) => known.get(url),
    saveContext: async (context: KeptContext) => void known.set(context.documentUrl, context),
    generateId: () => randomBytes(12).toString("hex"),
    deliveryEnqueue: async (...given: readonly [string, string, string | readonly string[], string]) => {
      const [actorId, body, addresses, signingKey] = given;
      const after = new Date();
      for (const address of [addresses].flat() as readonly string[])
        deliveries.push({ actorId, body, address, signingKey, after, attempt: 0 });
      return true;
    },
    deliveryDequeue: async () => {
      const [next, ...others] = deliveries.toSorted((one, other) => one.after.getTime() - other.after.getTime());
      if (next === undefined) return null;
      if (next.after.getTime() > Date.now()) return { waitUntil: next.after };
      deliveries = others;
      return next;
    },
    deliveryRequeue: async (delivery: Delivery) => {
      const after = new Date(delivery.after.getTime() + 10 ** delivery.attempt);
      deliveries.push({ ...delivery, after, attempt: delivery.attempt + 1 });
      return true;
    },
  };
}

export type ApexStore = ReturnType<typeof openApexStore>;
