import { z } from "zod";
import { listCoopKeys, revokeKey, rotateKey, type OurKey } from "#src/app/key-rotation.ts";
import { notFound, problem } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { answeredInstant, instant, none, text, writeInstant } from "#src/web/api/schemas.ts";

const key = z.object({
  id: z.string().meta({ description: "Of the public key: partners' stewards compare it" }),
  publicKeyMultibase: z.string(),
  createdAt: answeredInstant,
  revokedAt: answeredInstant.nullable().meta({ description: "null: it signs now" }),
  compromisedSince: answeredInstant.nullable().meta({ description: "Since when somebody else may have had it" }),
});

const timeOf = (atMs: number | null): string | null => (atMs === null ? null : writeInstant(atMs));

const shown = ({ id, publicKeyMultibase, createdAtMs, revokedAtMs, compromisedAtMs }: OurKey) => ({
  id,
  publicKeyMultibase,
  createdAt: writeInstant(createdAtMs),
  revokedAt: timeOf(revokedAtMs),
  compromisedSince: timeOf(compromisedAtMs),
});

const list = route({
  method: "get",
  path: "/ledger/keys",
  id: "listKeys",
  summary: "Our coop's ledger keys, the newest first",
  role: "member",
  params: none,
  query: none,
  body: none,
  status: 200,
  answer: z.object({ items: z.array(key) }),
  async handle({ app }) {
    return { answer: { items: (await listCoopKeys(app)).map(shown) } };
  },
});

const rotate = route({
  method: "post",
  path: "/ledger/keys/rotate",
  id: "rotateKey",
  summary: "Make a new ledger key; partners follow by themselves",
  description: "What the old key signed until now stays. Make a new backup and a new recovery kit afterwards.",
  role: "steward",
  params: none,
  query: none,
  body: none,
  status: 201,
  answer: key,
  async handle({ app }) {
    return { answer: shown(await rotateKey(app)) };
  },
});

const revoke = route({
  method: "post",
  path: "/ledger/keys/{key}/revoke",
  id: "revokeKey",
  summary: "Say that somebody else has had a ledger key",
  description:
    "Answers the key that signs from now on. Partners take a new one only once their stewards have compared its id with you.",
  role: "steward",
  params: z.strictObject({ key: text(100) }),
  query: none,
  body: z.strictObject({ compromisedSince: instant }),
  status: 200,
  answer: key,
  names: "key",
  problems: ["conflict", "not-valid"],
  async handle({ app, params, body }) {
    const done = await revokeKey(app, { id: params.key, sinceMs: body.compromisedSince });
    switch (done.outcome) {
      case "done":
        return { answer: shown(done.key) };
      case "not-found":
        return notFound("key");
      case "already":
        return problem("conflict", "This key was revoked as compromised before.");
      case "ahead": {
        const message = "That lies ahead.";
        return problem("not-valid", message, { errors: [{ field: "body.compromisedSince", message }] });
      }
    }
  },
});

export const keyRoutes = [list, rotate, revoke];
