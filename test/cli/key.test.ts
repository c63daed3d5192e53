import { expect, test } from "vitest";
import { useDesks } from "./desk.ts";

const openDesk = useDesks();

interface Key {
  readonly id: string;
  readonly revokedAt?: string;
  readonly compromisedSince?: string;
}

test.each(["sqlite", "postgres"] as const)("ledger keys are listed, replaced and revoked, on %s", async (engine) => {
  const node = await openDesk(engine);
  expect((await node.run("key", "list")).stderr).toContain("not been set up");
  await node.json("setup", "--name", "Seaside Coop", "--handle", "seaside", "--language", "en", "--region", "ES-CT");
  const list = async () => (await node.json<{ items: readonly Key[] }>("key", "list")).items;
  const [first] = await list();
  expect(first?.id).toMatch(/^ed25519-[0-9a-f]{16}$/);

  const rotated = await node.run("key", "rotate");
  expect(rotated).toMatchObject({ status: 0, stdout: expect.stringContaining("a new recovery kit") });
  const [second, old] = await list();
  expect([old?.id, typeof old?.revokedAt, old?.compromisedSince]).toEqual([first?.id, "string", undefined]);

  const since = (time: string) => node.run("key", "revoke", second?.id ?? "", "--compromised-since", time);
  expect(await since("last week")).toMatchObject({ status: 2, stderr: expect.stringContaining("should be a time") });
  expect(await since("2190-01-01")).toMatchObject({ status: 1, stderr: expect.stringContaining("lies ahead") });
  expect(await list()).toHaveLength(2);
  const revoked = await since("2026-01-02T03:04:00Z");
  const [third] = await list();
  expect(revoked).toMatchObject({ status: 0, stdout: expect.stringContaining(third?.id ?? "no key") });
  expect((await list())[1]).toMatchObject({ id: second?.id, compromisedSince: "2026-01-02T03:04:00.000Z" });
  expect(await since("2026-01-02")).toMatchObject({ status: 1, stderr: expect.stringContaining("before") });
  expect(await node.run("key", "revoke", "ed25519-0", "--compromised-since", "2026-01-02")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("no ledger key"),
  });
});
