import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "#federation/wire/json.ts";

const folder = join(import.meta.dirname, "../fixtures/remote");

/** One line of the list of what other servers send (test/fixtures/remote/README.md). */
export interface RemoteFixture {
  /** Relative to `test/fixtures/remote`, with its ending. */
  readonly file: string;
  /** What becomes of it here. */
  readonly reads: string;
  readonly means: string;
  /** Where the shape was read. */
  readonly source: string;
}

export async function listRemote(): Promise<readonly RemoteFixture[]> {
  return JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as readonly RemoteFixture[];
}

/** What stands in place of the addresses of a fixture. What is left out stays as it is written. */
export interface Places {
  /** Our origin. */
  readonly here?: string;
  /** The origin of the server that sends it. */
  readonly there?: string;
  /** Our actor, where the fixture has the coop. */
  readonly actor?: string;
  /** A post, an event and a Follow of ours. */
  readonly announcement?: string;
  readonly event?: string;
  readonly follow?: string;
  readonly publicKeyPem?: string;
}

const us = "https://commons.example";

/** Reads a fixture, such as `mastodon/follow`, with real addresses in it, also where one stands encoded inside of another. */
export async function readRemote(name: string, places: Places = {}): Promise<JsonObject> {
  const text = await readFile(join(folder, `${name}.json`), "utf8");
  const { here = us, there, publicKeyPem } = places;
  const server = `https://${name.split("/", 1)[0] ?? ""}.example`;
  const replaced: readonly (readonly [string, string | undefined])[] = [
    [`${us}/announcements/0198c0de-0000-7000-8000-000000000001`, places.announcement],
    [`${us}/events/0198c0de-0000-7000-8000-000000000002`, places.event],
    [`${us}/messages/0198c0de-0000-7000-8000-000000000003`, places.follow],
    [`${us}/actors/coop`, places.actor],
    [us, here],
    [server, there],
  ];
  let json = text;
  for (const [from, to] of replaced) {
    if (to === undefined) continue;
    json = json.replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to));
  }
  const document = JSON.parse(json) as JsonObject;
  const key = document["publicKey"];
  return publicKeyPem === undefined || typeof key !== "object" || key === null
    ? document
    : { ...document, publicKey: { ...(key as JsonObject), publicKeyPem } };
}
