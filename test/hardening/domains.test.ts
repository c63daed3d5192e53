import { beforeAll, expect, test } from "vitest";
import { domainOf, placesOf } from "#src/domain/standing.ts";
import { readSignature } from "#federation/signature.ts";
import { readAddress } from "#federation/lookup.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
let here: Target;
let eve: Villain;
beforeAll(async () => {
  [here, eve] = [await openTarget(), await openVillain()];
  cleanup(here.close);
  cleanup(eve.close);
});

test.each([
  ["HTTPS://Coop.EXAMPLE/x", "coop.example"],
  ["https://coop.example./x", "coop.example"],
  ["https://coop.example:8443/x", "coop.example"],
  ["https://COOP。example/x", "coop.example"],
  ["https://ⓒoop.example/x", "coop.example"],
  ["https://coop.example%2e/x", "coop.example"],
  ["https://me:pw@coop.example/x", "coop.example"],
  ["https://bücher.example/", "xn--bcher-kva.example"],
  ["https://BÜCHER.example/", "xn--bcher-kva.example"],
  // Letters of another script that look the same are another name, and are shown as what they are.
  ["https://cооp.example/", "xn--cp-fmca.example"],
])("%s is the domain %s", (iri, domain) => {
  expect(domainOf(iri)).toBe(domain);
});

test("a server has one name: a key or an actor under the same name with a dot, or with a password, is refused", async () => {
  const before = await stateOf(here.app.database);
  const { host } = new URL(eve.origin);
  for (const origin of [
    `http://localhost.:${new URL(eve.origin).port}`,
    `http://coop.example@${host}`,
    `http://:x@${host}`,
  ]) {
    const actor = `${origin}/users/eve`;
    const body = {
      "@context": "https://www.w3.org/ns/activitystreams",
      id: `${origin}/1`,
      type: "Follow",
      actor,
      object: here.coop,
    };
    expect((await here.take(await eve.sign(here.inbox, body))).status).toBe(400);
    expect((await here.take(await eve.sign(here.inbox, body, { keyId: `${actor}#main-key` }))).status).toBe(401);
  }
  expect(await stateOf(here.app.database)).toBe(before);
  const headers = (keyId: string): Headers =>
    new Headers({
      date: new Date().toUTCString(),
      signature: `keyId="${keyId}",headers="(request-target) host date",signature="A"`,
    });
  for (const keyId of [
    "https://a.example./k",
    "https://a@b.example/k",
    "ftp://a.example/k",
    "//a.example/k",
    "a.example/k",
  ])
    expect(readSignature(headers(keyId), undefined, Date.now())).toMatchObject({ refused: "signature-malformed" });
});

test("an actor's address is the same however its host is written, so that it follows once", async () => {
  const { port } = new URL(eve.origin);
  const inCapitals = `HTTP://127.0.0.1:${port}/users/eve`;
  for (const actor of [eve.person, inCapitals, `http://127.1:${port}/users/eve`, `http://0x7f.1:${port}/./users/eve`]) {
    const id = `${eve.origin}/follows/1`;
    const body = { "@context": "https://www.w3.org/ns/activitystreams", id, type: "Follow", actor, object: here.coop };
    expect((await here.take(await eve.sign(here.inbox, body))).status).toBe(202);
  }
  const rows = await here.app.database.q.select().from(here.app.database.t.followers);
  expect(rows.map(({ follower }) => follower)).toEqual([eve.person]);
});

test("what is typed to find a coop leads to the host that is read there, and to no other", () => {
  const originOf = (typed: string): string | undefined => readAddress(typed, false)?.origin;
  expect(originOf("coop.example")).toBe("https://coop.example");
  expect(originOf("http://COOP.example/x?y#z")).toBe("https://coop.example");
  for (const typed of [
    "coop.example@evil.example@x",
    "https://coop.example@evil.example/",
    "coop.example#@evil.example",
    "coop.example\\@evil.example/",
  ])
    expect([typed, originOf(typed)]).not.toEqual([typed, "https://evil.example"]);
});

test("a name of more parts than DNS allows is looked up by its last ones, and is still caught", () => {
  const places = placesOf(`https://${"a.".repeat(5_000)}evil.example/actors/1`);
  expect(places.length).toBeLessThanOrEqual(127);
  expect(places).toContain("evil.example");
});
