import { isObject } from "./document.ts";
import type { Json } from "./json.ts";

/** How many IRIs are read of one property: a longer list is not said to anybody in particular. */
const most = 200;

/** The IRIs that a property names: one or several, plain or embedded. What has none is left out. */
export const referencesIn = (value: Json | undefined): readonly string[] =>
  ([value ?? []].flat() as readonly Json[]).slice(0, most).flatMap((each) => {
    const id = isObject(each) ? each["id"] : each;
    return typeof id === "string" && id.length <= 2000 ? [id] : [];
  });

const everyone = new Set(["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"]);

/** Whether this is said to everyone. */
export const isPublic = (addressees: readonly string[]): boolean => addressees.some((each) => everyone.has(each));
