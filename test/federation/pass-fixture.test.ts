import { readFileSync } from "node:fs";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect, test } from "vitest";
import { checkPass, signPass } from "#src/app/passes.ts";
import { savePartnerKey } from "#src/store/peers.ts";
import { openSide } from "#test/app/pair.ts";
import { makeKey, signWith } from "#test/app/pass-pair.ts";
import { memoryDatabase, useCleanup } from "#test/rig.ts";

interface Fixture {
  readonly publicKeyMultibase: string;
  readonly header: { readonly kid: string };
  readonly claims: {
    readonly iss: string;
    readonly aud: string;
    readonly agreement: string;
    readonly iat: number;
    readonly jti: string;
    readonly back: string;
  };
  readonly pass: string;
}
const golden = JSON.parse(readFileSync(new URL("../fixtures/pass.json", import.meta.url), "utf8")) as Fixture;
const { header, claims, pass } = golden;
const meeting = { agreement: claims.agreement, provider: claims.aud, receiver: claims.iss };
const clock = { nowMs: claims.iat * 1000 };
const cleanup = useCleanup();

async function openCoop(name: string) {
  const database = await memoryDatabase();
  cleanup(() => database.close());
  return openSide(database, name, clock);
}

test("the golden pass says what the documents say, and its host takes it", async () => {
  expect(decodeProtectedHeader(pass)).toEqual(header);
  expect(decodeJwt(pass)).toEqual(claims);
  const { context } = await openCoop("kerala");
  const key = {
    key: header.kid,
    coop: claims.iss,
    publicKeyMultibase: golden.publicKeyMultibase,
    state: "pinned",
    firstSeenAtMs: 0,
    revokedAtMs: null,
    revocationSeenAtMs: null,
    compromisedAtMs: null,
    announcement: null,
  } as const;
  await context.database.transaction((session) => savePartnerKey(session, key));
  expect(await checkPass(context, meeting, pass)).toMatchObject({
    pass: "good",
    claims: { id: claims.jti, role: "participant", name: "Luc Tremblay", language: "fr", back: claims.back },
  });
});

test("ours look like it", async () => {
  const quebec = await openCoop("quebec");
  await signWith(quebec, await makeKey(quebec.coop));
  const holder = {
    subject: "4pUCV0Gx9sXwM2dH1jQ7Tg",
    role: "participant",
    name: "Luc Tremblay",
    language: "fr",
  } as const;
  const ours = await signPass(quebec.context, meeting, { ...holder, back: claims.back });
  expect({ ...decodeProtectedHeader(ours), kid: header.kid }).toEqual(header);
  expect({ ...decodeJwt(ours), jti: claims.jti }).toEqual(claims);
});
