import { beforeEach, describe, expect, test } from "vitest";
import { countFollowers } from "#src/store/followers.ts";
import { useCleanup } from "#test/rig.ts";
import { openTarget, stateOf, type Target } from "./target.ts";
import { openVillain, type Villain } from "./villain.ts";

const cleanup = useCleanup();
const minuteMs = 60_000;
let here: Target;
let bob: Villain;

beforeEach(async () => {
  [here, bob] = [await openTarget(), await openVillain("bob")];
  cleanup(here.close);
  cleanup(bob.close);
});

const said = (type: string, object: unknown, id = "1"): object => ({
  "@context": "https://www.w3.org/ns/activitystreams",
  id: `${bob.origin}/${type}/${id}`,
  type,
  actor: bob.person,
  object,
});
const followers = (): Promise<number> => countFollowers(here.app.database, "coop");
/** The same bytes, as somebody sends them who recorded them. */
const again = async (recorded: Request, url = recorded.url): Promise<number> => {
  const { headers } = recorded;
  const body = await recorded.clone().text();
  return (await here.take(new Request(url, { method: "POST", headers, body }), "203.0.113.66")).status;
};

describe.each(["draft-cavage-http-signatures-12", "rfc9421"] as const)("a message that was recorded (%s)", (spec) => {
  test("does not bring back what its sender took back since", async () => {
    const follow = await bob.sign(here.inbox, said("Follow", here.coop), { spec });
    expect((await here.take(follow.clone())).status).toBe(202);
    const undo = await bob.sign(here.inbox, said("Undo", `${bob.origin}/Follow/1`), { spec });
    expect((await here.take(undo.clone())).status).toBe(202);
    expect(await followers()).toBe(0);
    for (const recorded of [follow, follow, undo, follow]) expect(await again(recorded)).toBe(202);
    expect(await followers()).toBe(0);
  });

  test("is a copy when it comes at once, and means the same as one", async () => {
    const follow = await bob.sign(here.inbox, said("Follow", here.coop), { spec });
    expect((await here.take(follow.clone())).status).toBe(202);
    expect(await again(follow)).toBe(202);
    expect(await followers()).toBe(1);
  });

  test("is refused when it is old, or from the future", async () => {
    const before = await stateOf(here.app.database);
    for (const minutes of [-61, -600, 6, 90]) {
      const atMs = Date.now() + minutes * minuteMs;
      expect((await here.take(await bob.sign(here.inbox, said("Follow", here.coop), { spec, atMs }))).status).toBe(401);
    }
    expect(await stateOf(here.app.database)).toBe(before);
  });

  test("is for the inbox, the method and the server that it was signed for", async () => {
    const before = await stateOf(here.app.database);
    const own = await bob.sign(`${here.coop}/inbox`, said("Follow", here.coop), { spec });
    expect(await again(own, here.inbox)).toBe(401);
    expect(await again(own, `${here.origin}/actors/node/inbox`)).toBe(401);
    const elsewhere = await bob.sign("https://third.example/inbox", said("Follow", here.coop), { spec });
    expect(await again(elsewhere, here.inbox)).toBe(401);
    const get = await bob.ask(here.inbox, { spec });
    const { headers } = get;
    const body = JSON.stringify(said("Follow", here.coop));
    expect((await here.take(new Request(here.inbox, { method: "POST", headers, body }))).status).toBeGreaterThanOrEqual(
      400,
    );
    expect(await stateOf(here.app.database)).toBe(before);
  });

  test("covers its whole body: not another, not a longer one, not one with a second digest", async () => {
    const before = await stateOf(here.app.database);
    const follow = await bob.sign(here.inbox, said("Follow", here.coop), { spec });
    const name = spec === "rfc9421" ? "content-digest" : "digest";
    const right = follow.headers.get(name) ?? "";
    const wrong = spec === "rfc9421" ? "sha-512=:AAAA:" : "SHA-512=AAAA";
    const text = await follow.text();
    const attempts: readonly (readonly [headers: Record<string, string>, body: string])[] = [
      [{}, text.replace("Follow", "Block ")],
      [{}, `${text} `],
      [{ [name]: `${right}, ${wrong}` }, text],
      [{ [name]: `${wrong}, ${right}` }, text],
      [{ [name]: "" }, text],
      [{ [name]: spec === "rfc9421" ? "md5=:AAAA:" : "MD5=AAAA" }, text],
    ];
    for (const [changes, body] of attempts) {
      const headers = new Headers(follow.headers);
      for (const [header, value] of Object.entries(changes)) headers.set(header, value);
      expect((await here.take(new Request(here.inbox, { method: "POST", headers, body }))).status).toBe(401);
    }
    expect(await stateOf(here.app.database)).toBe(before);
  });
});
