import { isDeepStrictEqual } from "node:util";
import type { KvKey, KvStore, KvStoreSetOptions } from "@fedify/fedify";
import type { Context } from "#src/app/context.ts";
import {
  deleteExpiredKeyValues,
  deleteKeyValue,
  findKeyValue,
  listKeyValues,
  saveKeyValue,
} from "#src/store/keyvalues.ts";

type Ground = Pick<Context, "database" | "nowMs">;

/** How often a write takes the time to remove what has expired. */
const sweepEveryMs = 60_000;

/**
 * Fedify's key-value store over ours: what it caches survives a restart and is shared by all processes of a node. (The stores in
 * `@fedify/sqlite` and `@fedify/postgres` do not work with Fedify 2.3.)
 */
export function openKeyValues({ database, nowMs }: Ground): Required<KvStore> {
  let sweptAtMs = nowMs();
  const sweepIsDue = (): boolean => {
    if (nowMs() - sweptAtMs < sweepEveryMs) return false;
    sweptAtMs = nowMs();
    return true;
  };
  const read = async (key: KvKey): Promise<unknown> =>
    parse((await findKeyValue(database, keyText(key), nowMs()))?.value);
  return {
    async get<T = unknown>(key: KvKey): Promise<T | undefined> {
      return (await read(key)) as T | undefined;
    },
    async set(key, value, options) {
      const row = { key: keyText(key), value: JSON.stringify(value ?? null), expiresAtMs: expiry(nowMs(), options) };
      const sweep = sweepIsDue();
      await database.transaction(async (session) => {
        await saveKeyValue(session, row);
        if (sweep) await deleteExpiredKeyValues(session, nowMs());
      });
    },
    async delete(key) {
      await database.transaction((session) => deleteKeyValue(session, keyText(key)));
    },
    cas: (key, expected, ...[value, options]) =>
      database.transaction(async (session) => {
        const current = parse((await findKeyValue(session, keyText(key), nowMs()))?.value);
        if (!isDeepStrictEqual(current, expected)) return false;
        const expiresAtMs = expiry(nowMs(), options);
        if (value === undefined) await deleteKeyValue(session, keyText(key));
        else await saveKeyValue(session, { key: keyText(key), value: JSON.stringify(value), expiresAtMs });
        return true;
      }),
    async *list(prefix) {
      for (const row of await listKeyValues(database, prefixText(prefix), nowMs())) {
        const key = JSON.parse(row.key) as KvKey;
        if (prefix === undefined || prefix.every((part, index) => key[index] === part)) {
          yield { key, value: parse(row.value) };
        }
      }
    },
  };
}

const keyText = (key: KvKey): string => JSON.stringify(key);
/** What every longer key begins with: the closing bracket is cut off. */
const prefixText = (prefix: KvKey | undefined): string =>
  prefix === undefined ? "[" : JSON.stringify(prefix).slice(0, -1);
const parse = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

/** Calendar durations are counted from now, in UTC. */
function expiry(nowMs: number, options: KvStoreSetOptions | undefined): number | null {
  if (options?.ttl === undefined) return null;
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO("UTC").add(options.ttl).epochMilliseconds;
}
