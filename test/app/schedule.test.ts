import { expect, test } from "vitest";
import { jobs, runDueWork } from "#src/app/schedule.ts";
import { memoryDatabase } from "#test/rig.ts";
import { noonMs, openSide } from "./pair.ts";

test("a job that fails keeps no other from its work, and is heard of", async () => {
  const database = await memoryDatabase();
  const { context } = await openSide(database, "kerala", { nowMs: noonMs });
  const done: string[] = [];
  const job = (name: string) => ({ name, run: () => Promise.resolve(done.push(name)) });
  const failing = { name: "failing", run: () => Promise.reject(new Error("It is out of order.")) };
  await expect(runDueWork(context, [job("first"), failing, job("last")])).rejects.toThrow("out of order");
  expect(done).toEqual(["first", "last"]);
  expect(new Set(jobs.map(({ name }) => name)).size).toBe(jobs.length);
  await database.close();
});
