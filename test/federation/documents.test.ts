import { beforeEach, expect, test } from "vitest";
import { openDocuments, type Documents } from "#federation/documents.ts";
import { openFederation } from "#federation/federation.ts";
import { freePort, onBothEngines, useCleanup } from "#test/rig.ts";
import { openCoop } from "./ground.ts";
import { activityJson, closeServer, listen } from "./served.ts";

/** How a path of the other server answers. */
type Answers = Record<string, () => Response>;

onBothEngines("documents of other servers", (engine) => {
  const cleanup = useCleanup();
  let documents: Documents;
  let there: string;
  let answers: Answers;
  let asked: { path: string; signature: string; accept: string }[];
  beforeEach(async () => {
    const app = await openCoop(await engine.open(), { nowMs: Date.now() });
    documents = openDocuments(app, { allowPrivateAddresses: true });
    answers = {};
    asked = [];
    const port = await freePort();
    there = `http://127.0.0.1:${port}`;
    const server = await listen(port, async (request) => {
      const path = new URL(request.url).pathname;
      asked.push({
        path,
        signature: request.headers.get("signature") ?? "",
        accept: request.headers.get("accept") ?? "",
      });
      return answers[path]?.() ?? new Response(null, { status: 404 });
    });
    cleanup(() => closeServer(server));
  });
  const json =
    (value: unknown, type = activityJson) =>
    () =>
      new Response(JSON.stringify(value), { headers: { "content-type": type } });
  const failureOf = async (url: string): Promise<string> =>
    documents.load(url).then(
      () => "loaded",
      (error: unknown) => (error instanceof Error ? error.message : ""),
    );

  test("are asked for once, signed by our node, whatever fragment is wanted, until they are forgotten", async () => {
    answers["/bob"] = json({ id: `${there}/bob` });
    const [one, other] = await Promise.all([documents.load(`${there}/bob`), documents.load(`${there}/bob#main-key`)]);
    expect([one.document, other.documentUrl]).toEqual([{ id: `${there}/bob` }, `${there}/bob`]);
    expect(asked).toMatchObject([
      { path: "/bob", signature: expect.stringContaining('keyId="https://here.example/actors/node#main-key"') },
    ]);
    documents.forget(`${there}/bob#main-key`);
    await documents.load(`${there}/bob`);
    expect(asked.length).toBe(2);
  });

  test("are signed anew at each redirect, and for a server that wants the other kind of signature", async () => {
    answers["/old"] = () => new Response(null, { status: 301, headers: { location: "/new" } });
    answers["/new"] = () =>
      asked.at(-1)?.signature.startsWith("sig1=") === true
        ? json({ id: "new" })()
        : new Response(null, { status: 401 });
    expect((await documents.load(`${there}/old`)).documentUrl).toBe(`${there}/new`);
    const signatures = asked.map(({ path, signature }) => [path, signature.slice(0, 5)]);
    expect(signatures).toEqual([
      ["/old", "keyId"],
      ["/new", "keyId"],
      ["/new", "sig1="],
    ]);
  });

  test("count only as what they are served as", async () => {
    answers["/page"] = json({ id: `${there}/page` }, "text/html");
    answers["/upload"] = json({ id: `${there}/upload` }, "application/json");
    answers["/broken"] = () => new Response("{", { headers: { "content-type": activityJson } });
    answers["/deep"] = () =>
      new Response(`${"[".repeat(5000)}${"]".repeat(5000)}`, { headers: { "content-type": activityJson } });
    answers["/loop"] = () => new Response(null, { status: 302, headers: { location: "/loop" } });
    for (const path of ["page", "upload", "broken", "deep", "loop", "missing"])
      expect([path, await failureOf(`${there}/${path}`)]).not.toEqual([path, "loaded"]);
    expect(asked.filter(({ path }) => path === "/loop").length).toBe(4);
  });

  test("that are contexts come with the software, or are asked for unsigned and once", async () => {
    const common = await documents.loadContext("https://www.w3.org/ns/activitystreams");
    expect(common).toMatchObject({ document: { "@context": expect.anything() }, tag: "static" });
    answers["/context"] = json({ "@context": { a: "https://a.example/" } }, "application/ld+json");
    await documents.loadContext(`${there}/context`);
    await documents.loadContext(`${there}/context`);
    expect(asked).toEqual([{ path: "/context", signature: "", accept: expect.stringContaining("ld+json") }]);
    answers["/huge"] = json({ "@context": "x".repeat(300_000) }, "application/ld+json");
    await expect(documents.loadContext(`${there}/huge`)).rejects.toThrow("more than");
  });

  test("are out of reach on a private network, unless the node says otherwise", async () => {
    answers["/bob"] = json({ id: `${there}/bob` });
    const app = await openCoop(await engine.open(), { nowMs: Date.now() });
    const careful = openDocuments(app, { allowPrivateAddresses: false });
    await expect(careful.load(`${there}/bob`)).rejects.toThrow("not a public address");
    const { partners } = openFederation({ app, config: { allowPrivateAddresses: false, trustedProxies: [] } });
    expect(await partners.lookUp(there)).toMatchObject({ failed: expect.any(String) });
    expect(asked).toEqual([]);
  });
});
