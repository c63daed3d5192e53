import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { callServer, failedStatus, failure } from "#src/meetings/http.ts";
import { readFields } from "#src/meetings/xml.ts";
import { useCleanup } from "#test/rig.ts";
import { startPlatform } from "./platform-server.ts";

const cleanup = useCleanup();

async function serve(answer: (path: string, response: ServerResponse) => void): Promise<string> {
  const server = await startPlatform({
    answer: ({ at }, response) => {
      answer(at.pathname, response);
    },
  });
  cleanup(server.stop);
  return server.origin;
}

test("redirects are followed on the same server, for questions only, and not for ever", async () => {
  const origin = await serve((path, response) => {
    if (path === "/end") response.end("here");
    else response.writeHead(307, { location: path === "/once" ? "end" : path }).end();
  });
  const call = { url: new URL("/once", origin), secrets: [] };
  expect(await callServer(call)).toMatchObject({ ok: true, status: 200, text: "here" });
  expect(await callServer({ ...call, method: "PUT", body: "x" })).toMatchObject({
    ok: false,
    detail: "It redirects what we ask it to change",
  });
  expect(await callServer({ url: new URL("/circle", origin), secrets: [] })).toMatchObject({
    detail: "It redirects in a circle",
  });
});

test("an answer has a longest length", async () => {
  const origin = await serve((path, response) => {
    response.end("x".repeat(Number(path.slice(1))));
  });
  const call = (bytes: number): Parameters<typeof callServer>[0] => ({
    url: new URL(`/${bytes}`, origin),
    maxAnswerBytes: 100,
    secrets: [],
  });
  expect(await callServer(call(100))).toMatchObject({ ok: true });
  expect(await callServer(call(101))).toEqual({ ok: false, problem: "failed", detail: "Its answer is too long" });
  expect(
    await callServer({ ...call(0), url: new URL(`/${2 * 1024 * 1024 + 1}`, origin), maxAnswerBytes: 2 * 1024 * 1024 }),
  ).toMatchObject({
    ok: false,
  });
});

test("an answer that breaks off is none", async () => {
  const origin = await serve((_path, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("<response>", () => response.destroy());
  });
  expect(await callServer({ url: new URL(origin), secrets: [] })).toMatchObject({ ok: false, problem: "unreachable" });
});

test.each([
  [401, "refused"],
  [403, "refused"],
  [404, "failed"],
  [500, "failed"],
  [502, "unreachable"],
  [503, "unreachable"],
  [504, "unreachable"],
])("the status %d means: %s", (status, problem) => {
  expect(failedStatus({ status, text: "" }, [])).toEqual({ ok: false, problem, detail: `It answered ${status}` });
});

test("what went wrong is told on one line, not endlessly, and without secrets however they are written", () => {
  const detail = `a\n\u0007b s3cret&key s3cret%26key ${"x".repeat(1000)}`;
  const told = failure("failed", detail, ["s3cret&key", "", "b"]).detail;
  expect(told).toMatch(/^a b … … x+$/);
  expect(told.length).toBe(300);
});

test("XML is read by the names right under its root, whatever else is in it", () => {
  const text = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "expanded"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <response><returncode>SUCCESS</returncode><message>a &amp; b &e; &f; &#233; <![CDATA[<c>]]></message>
    <attendees><attendee><fullName>Ada</fullName></attendee></attendees><returncode>FAILED</returncode></response>`;
  const fields = readFields(text, "response");
  expect(fields?.get("returncode")).toBe("SUCCESS");
  expect(fields?.get("message")).toBe("a & b &e; &f; é <c>");
  expect(fields?.get("fullName")).toBeUndefined();
  expect(readFields("<html><returncode>SUCCESS</returncode></html>", "response")).toBeUndefined();
  expect(readFields("", "response")).toBeUndefined();
});
