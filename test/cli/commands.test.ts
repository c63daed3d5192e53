import { randomBytes } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useDesks } from "./desk.ts";

const openDesk = useDesks();
const setUpArguments = [
  "setup",
  "--name",
  "Seaside Coop",
  "--handle",
  "seaside",
  "--language",
  "en",
  "--region",
  "ES-CT",
];
const engines = ["sqlite", "postgres"] as const;

test.each(engines)("a node is set up, given tokens and invites, before its first start, on %s", async (engine) => {
  const node = await openDesk(engine);
  expect(await node.json("token", "create", "--role", "steward")).toMatchObject({
    token: expect.stringMatching(/^fedicoop_[\w-]{43}$/),
  });
  expect(await node.run("peer", "list")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("not been set up"),
  });

  const done = await node.json(...setUpArguments, "--origin", "https://seaside.example");
  expect(done).toMatchObject({
    handle: "seaside",
    origin: "https://seaside.example",
    coop: "https://seaside.example/actors/coop",
  });
  const again = await node.run(...setUpArguments);
  expect(again).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringContaining("set up already, as @seaside@seaside.example"),
  });

  // Another origin than the one that is stored makes no links that lead nowhere.
  const invited = await node.run("invite", "create", "--role", "member");
  expect(invited).toMatchObject({ status: 1, stderr: expect.stringContaining("FEDICOOP_ORIGIN") });
  expect(await node.json("setup", "--origin", "https://sea.example")).toEqual({
    origin: "https://sea.example",
    changed: true,
  });
  const moved = node.with({ FEDICOOP_ORIGIN: "https://sea.example" });
  expect(await moved.json("invite", "create", "--role", "member")).toMatchObject({
    url: expect.stringMatching(/^https:\/\/sea\.example\/welcome\/[\w-]{22}$/),
  });

  const { items } = await moved.json<{ items: { id: string }[] }>("token", "list");
  expect(items).toHaveLength(1);
  expect(await moved.json("token", "revoke", items[0]?.id ?? "")).toMatchObject({ revokedAt: expect.any(String) });
  expect(await moved.run("token", "revoke", "nobody")).toMatchObject({ status: 1 });
  expect(await moved.json("ledger", "verify")).toMatchObject({ ok: true, entries: 0 });
  expect(await moved.json("ledger", "reconcile")).toEqual({ items: [] });
  expect(await moved.run("peer", "add", "kerala.example")).toMatchObject({
    status: 1,
    stderr: "kerala.example does not answer.\n",
  });
  expect(await moved.run("peer", "block", "kerala.example")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("No peer is known"),
  });
});

test("what is mistyped is told in a sentence, before anything is made", async () => {
  const node = await openDesk("sqlite");
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [["tokn", "create"], /There is no command "tokn create"/],
    [["token", "create"], /--role is missing/],
    [["token", "create", "--role", "king"], /--role should be steward, operator, member/],
    [["token", "create", "--role", "steward", "--colour", "red"], /Unknown option '--colour'/],
    [["token", "revoke"], /ID is missing/],
    [["peer", "add"], /ADDRESS is missing/],
    [["backup", "create", "one", "two"], /"two" is more than/],
    [["setup", "--name", "Sea"], /--handle is missing/],
    [
      [
        "setup",
        "--name",
        "Sea",
        "--handle",
        "A B",
        "--language",
        "english!",
        "--region",
        "X",
        "--time-zone",
        "Mars/One",
      ],
      /--handle should be[^]*--language should be[^]*--time-zone should be/,
    ],
    [["setup", "--origin", "sea.example"], /--origin should be/],
  ];
  for (const [args, says] of wrong) {
    const { status, stdout, stderr } = await node.run(...args);
    expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: "" });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
  const unknownSetting = await node.with({ FEDICOOP_COLOUR: "red" }).run("token", "list");
  expect(unknownSetting).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("FEDICOOP_COLOUR is not a setting"),
  });
  expect(readdirSync(node.folder)).toEqual([]);
});

test("every command explains itself without a node", async () => {
  const node = await openDesk("sqlite");
  const { commands } = await node.json<{ commands: { name: string }[] }>("--help");
  const names = commands.map(({ name }) => name);
  const wanted = {
    token: ["create", "list", "revoke"],
    invite: ["create"],
    peer: ["add", "list", "accept", "limit", "block", "end"],
    moderation: ["block", "limit", "suspend", "allow", "lift", "list", "import", "export", "subscribe", "unsubscribe"],
    ledger: ["reconcile", "verify", "statement", "evidence", "export", "import"],
    key: ["list", "rotate", "revoke"],
    backup: ["create", "restore"],
  };
  const composed = Object.entries(wanted).flatMap(([noun, verbs]) => verbs.map((verb) => `${noun} ${verb}`));
  expect(names.toSorted()).toEqual(["setup", "doctor", ...composed].toSorted());
  for (const name of names) {
    const help = await node.run(...name.split(" "), "--help");
    expect(help).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining(`fedicoop -- ${name}`) });
  }
  expect(readdirSync(node.folder)).toEqual([]);
});

test("a store or a secret that does not work is told in a sentence", async () => {
  const node = await openDesk("sqlite");
  await node.json(...setUpArguments);
  const forgotten = await node.with({ FEDICOOP_SECRET: randomBytes(32).toString("hex") }).run("ledger", "verify");
  expect(forgotten).toMatchObject({ status: 1, stderr: expect.stringMatching(/^The secret does not open[^\n]*\n$/) });
  const away = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", FEDICOOP_SECRET: randomBytes(32).toString("hex") };
  const unreachable = await node.with(away).run("token", "list");
  expect(unreachable).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^The node's store cannot be opened: [^\n]+\n$/),
  });
  expect((await node.with(away).run("doctor")).stdout).toMatch(/trouble\s+database: .*ECONNREFUSED/);
});

test("with --json, what fails is one JSON document too", async () => {
  const node = await openDesk("sqlite");
  const { status, stdout } = await node.run("ledger", "verify", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining("not been set up") });
});

test("doctor finds a secret that is not the node's, and says what to do", async () => {
  const node = await openDesk("sqlite");
  await node.json(...setUpArguments);
  const { status, stdout } = await node.with({ FEDICOOP_SECRET: randomBytes(32).toString("hex") }).run("doctor");
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /trouble\s+secret: It does not open the keys[^]*→ Set the secret that the node was set up with/,
  );
  expect(stdout).toMatch(/ok\s+database: It takes writes/);
});

test("a file that is no ledger is refused", async () => {
  const node = await openDesk("sqlite");
  await node.json(...setUpArguments);
  const file = join(node.folder, "ledger.jsonl");
  writeFileSync(file, '{"type": "something else"}\n');
  expect(await node.run("ledger", "import", file)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("not the header of a ledger"),
  });
  expect(await node.run("ledger", "import", "nowhere")).toMatchObject({
    status: 1,
    stderr: "There is no file nowhere.\n",
  });
});
