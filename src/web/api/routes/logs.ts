import { z } from "zod";
import { findEntryProofs } from "#src/app/entry-proofs.ts";
import { notFound } from "#src/web/api/problem.ts";
import { route } from "#src/web/api/route.ts";
import { idParams, none } from "#src/web/api/schemas.ts";

const proofs = route({
  method: "get",
  path: "/ledger/entries/{id}/proofs",
  id: "listEntryProofs",
  summary: "Where the signatures of an entry stand in the logs of both sides, with proofs that anyone can check",
  description:
    "Merkle inclusion proofs of RFC 6962 to signed checkpoints (C2SP); docs/federation/log.md says how to check them.",
  role: "member",
  params: idParams,
  query: none,
  body: none,
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        side: z.enum(["ours", "theirs"]).meta({ description: "Whose log it is" }),
        origin: z.string().meta({ description: "The first line of the log's checkpoints" }),
        place: z.int().meta({ description: "Counted from 0" }),
        leaf: z.string().meta({ description: "Canonical JSON, to the letter" }),
        witnessed: z
          .object({
            checkpoint: z.string().meta({ description: "A signed note" }),
            size: z.int(),
            proof: z.array(z.string()).meta({ description: "Hashes in base64" }),
          })
          .nullable()
          .meta({ description: "null until a checkpoint covers the leaf" }),
      }),
    ),
  }),
  names: "entry",
  async handle({ app, params }) {
    const found = await findEntryProofs(app, params.id);
    if (found === undefined) return notFound("entry");
    const items = found.map(({ witnessed, ...rest }) => ({
      ...rest,
      witnessed: witnessed === null ? null : { ...witnessed, proof: [...witnessed.proof] },
    }));
    return { answer: { items } };
  },
});

export const logRoutes = [proofs];
