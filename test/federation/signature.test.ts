import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { readSignature } from "#federation/signature.ts";

const nowMs = Date.parse("2026-03-01T12:00:00Z");
const minuteMs = 60_000;
const body = new TextEncoder().encode('{"type":"Follow"}');
const digest = createHash("sha256").update(body).digest("base64");
const keyId = "https://there.example/actors/node#main-key";

interface Made {
  readonly atMs?: number;
  readonly covered?: string;
  readonly digest?: string;
  readonly more?: string;
  readonly keyId?: string;
}

const draft = ({
  atMs = nowMs,
  covered = "(request-target) host date digest",
  more = "",
  ...made
}: Made = {}): Headers =>
  new Headers({
    date: new Date(atMs).toUTCString(),
    digest: made.digest ?? `SHA-256=${digest}`,
    signature: `keyId="${made.keyId ?? keyId}",headers="${covered}",signature="AAAA"${more}`,
  });

const all = '"@method" "@target-uri" "content-digest"';
const rfc9421 = ({ atMs = nowMs, covered = all, more = "", ...made }: Made = {}): Headers =>
  new Headers({
    "content-digest": made.digest ?? `sha-256=:${digest}:`,
    "signature-input": `sig1=(${covered});created=${Math.floor(atMs / 1000)};keyid="${made.keyId ?? keyId}"${more}`,
    signature: "sig1=:AAAA:",
  });

test.each([
  ["draft-cavage", draft()],
  ["draft-cavage", draft({ covered: "(Request-Target) Host Date Digest Content-Type" })],
  ["draft-cavage", draft({ atMs: nowMs - 59 * minuteMs })],
  ["draft-cavage", draft({ atMs: nowMs + 4 * minuteMs })],
  ["rfc9421", rfc9421()],
  ["rfc9421", rfc9421({ covered: '"@method" "@authority" "@path" "content-digest"', more: ';alg="rsa-v1_5-sha256"' })],
  ["rfc9421", rfc9421({ more: `;expires=${nowMs / 1000 + 60}` })],
])("a %s signature that covers enough is read", (kind, headers) => {
  expect(readSignature(headers, body, nowMs)).toMatchObject({ keyId, kind });
});

const wrong = createHash("sha256").update("other").digest("base64");

test.each([
  ["unsigned", new Headers()],
  ["signature-time", draft({ atMs: nowMs - 61 * minuteMs })],
  ["signature-time", draft({ atMs: nowMs + 6 * minuteMs })],
  ["signature-time", rfc9421({ atMs: nowMs - 61 * minuteMs })],
  ["signature-time", rfc9421({ atMs: nowMs + 6 * minuteMs })],
  ["signature-time", rfc9421({ more: `;expires=${nowMs / 1000 - 1}` })],
  ["signature-weak", draft({ covered: "host date digest" })],
  ["signature-weak", draft({ covered: "(request-target) date digest" })],
  ["signature-weak", draft({ covered: "(request-target) host digest" })],
  ["signature-weak", draft({ covered: "(request-target) host date" })],
  ["signature-weak", rfc9421({ covered: '"@target-uri" "content-digest"' })],
  ["signature-weak", rfc9421({ covered: '"@method" "@path" "content-digest"' })],
  ["signature-weak", rfc9421({ covered: '"@method" "@target-uri"' })],
  ["signature-weak", rfc9421({ covered: '"@method";req "@target-uri" "content-digest"' })],
  ["signature-digest", draft({ digest: `SHA-256=${wrong}` })],
  ["signature-digest", draft({ digest: `SHA-256=${digest},SHA-256=${wrong}` })],
  ["signature-digest", draft({ digest: "MD5=AAAA" })],
  ["signature-digest", rfc9421({ digest: `sha-256=:${wrong}:` })],
  ["signature-digest", rfc9421({ digest: `sha-256=:${digest}:, sha-512=:${wrong}:` })],
  ["signature-malformed", draft({ more: `,keyId="${keyId}"` })],
  ["signature-malformed", draft({ more: ',headers="date"' })],
  ["signature-malformed", draft({ keyId: "acct:there@there.example" })],
  ["signature-malformed", rfc9421({ more: `;keyid="${keyId}"` })],
  ["signature-malformed", rfc9421({ more: `, sig2=(${all});created=1;keyid="${keyId}"` })],
  ["signature-malformed", rfc9421({ more: ';keyid="' })],
] as const)("%s is the reason to refuse (%#)", (refused, headers) => {
  expect(readSignature(headers, body, nowMs)).toMatchObject({ refused });
});

test("a request without a body needs no digest", () => {
  expect(readSignature(draft({ covered: "(request-target) host date" }), undefined, nowMs)).toMatchObject({
    keyId,
    kind: "draft-cavage",
  });
  expect(readSignature(rfc9421({ covered: '"@method" "@target-uri"' }), undefined, nowMs)).toMatchObject({
    keyId,
    kind: "rfc9421",
  });
});
