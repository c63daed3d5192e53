import { readFile } from "node:fs/promises";
import { preloadedContexts } from "@fedify/vocab-runtime";
import jsonld from "@fedify/vocab-runtime/jsonld";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RequestMessage } from "#src/domain/message.ts";
import type { RequestCard } from "#src/domain/resource.ts";
import type { Json, JsonObject } from "#federation/wire/json.ts";
import { readProposalPage } from "#federation/wire/proposal-page.ts";
import { readProposal, readProposalDelete } from "#federation/wire/proposal.ts";
import { isRequest, readRequest, writeRequest, writeRequestDocument } from "#federation/wire/request.ts";
import { card as offer } from "./market.ts";

const borrower = "https://quebec.example";
const id = "0195a3c4-7b00-7000-8000-00000000000a";
const lender = "https://kerala.example/actors/coop";

const card: RequestCard = {
  proposal: `${borrower}/proposals/${id}`,
  coop: `${borrower}/actors/coop`,
  title: { fr: "Assemblée générale", en: "General assembly" },
  seats: 80,
  startsAtMs: Date.parse("2027-03-01T18:00:00Z"),
  endsAtMs: Date.parse("2027-03-01T20:00:00Z"),
  audience: "partners",
  languages: ["fr"],
  features: ["captions", "dial-in"],
  region: "Québec",
  updatedAtMs: Date.parse("2026-12-24T09:30:00.125Z"),
};
const open: RequestCard = {
  ...card,
  audience: "public",
  languages: [],
  features: [],
  updatedAtMs: card.updatedAtMs + 1000,
};
const { proposal, coop } = card;
const envelope = {
  id: `${borrower}/messages/${id}`,
  actor: coop,
  origin: borrower,
  publishedAtMs: card.updatedAtMs,
};
const write = (message: RequestMessage): JsonObject => writeRequest(message, envelope);

const written: Readonly<Record<string, JsonObject>> = {
  request: writeRequestDocument(card),
  "request-create": write({ type: "request-create", request: card, to: lender }),
  "request-update": write({ type: "request-update", request: open, to: lender }),
  "request-delete": write({ type: "request-delete", proposal, coop, deletedAtMs: card.updatedAtMs + 2000, to: lender }),
};

const contextLoader = async (url: string) => {
  const document = preloadedContexts[url];
  if (document === undefined) throw new Error(`${url} would have to be fetched.`);
  return { document, documentUrl: url, contextUrl: null };
};

describe("requests on the wire", () => {
  test.each(Object.keys(written))(
    "%s is written as the fixture shows it, and every word means something",
    async (name) => {
      const fixture = await readFile(new URL(`../fixtures/${name}.jsonld`, import.meta.url), "utf8");
      expect(`${JSON.stringify(written[name], null, 2)}\n`).toBe(fixture);
      const expanded = jsonld.expand(structuredClone(written[name]), { documentLoader: contextLoader, safe: true });
      await expect(expanded).resolves.toHaveLength(1);
    },
  );

  test("come back as they were written", () => {
    expect(readRequest(written["request-create"]?.["object"])).toEqual({ ok: true, value: card });
    expect(readRequest(written["request-update"]?.["object"])).toEqual({ ok: true, value: open });
    const gone = { proposal, deletedAtMs: card.updatedAtMs + 2000 };
    expect(readProposalDelete(written["request-delete"] ?? {})).toEqual({ ok: true, value: gone });
  });

  test("are told from offers by their purpose, and stand beside them in one list", () => {
    const [request, proposed] = [written["request"], JSON.parse(JSON.stringify(offer)) as Json];
    expect([isRequest(request), isRequest(proposed), isRequest(null), isRequest("request")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(readProposal(request).ok).toBe(false);
    const page = readProposalPage({
      orderedItems: [request, "https://quebec.example/nothing", { purpose: "request" }],
    });
    expect(page).toEqual({ ok: true, value: { cards: [], requests: [card], next: undefined } });
  });

  test.each([
    ["another purpose", { purpose: "offer" }],
    ["no title", { name: undefined, nameMap: undefined }],
    ["an empty title", { name: " ", nameMap: { en: " " } }],
    ["no seats", { seats: 0 }],
    ["more seats than there are anywhere", { seats: 1_000_000_000 }],
    ["an end before its start", { endTime: "2027-03-01T17:00:00Z" }],
    ["half a minute", { startTime: "2027-03-01T18:00:30Z" }],
    ["a month", { endTime: "2027-04-01T18:00:00Z" }],
    ["no hour", { startTime: undefined }],
    ["another quantity than its seats and hours", { seats: 79 }],
    ["an address that is none", { id: "javascript:alert(1)" }],
    ["too many languages", { languages: Array.from({ length: 101 }, () => "fr") }],
    ["a title that is too long", { name: undefined, nameMap: { en: "x".repeat(501) } }],
  ])("with %s they are not read", (_, change) => {
    expect(readRequest({ ...written["request"], ...change }).ok).toBe(false);
  });

  test("whatever else comes is answered with a reason, and nothing is thrown", () => {
    const names = ["id", "attributedTo", "publishes", "seats", "startTime", "to", "updated", "nameMap", "languages"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
        const read = readRequest({ ...written["request"], [name]: value });
        expect(typeof (read.ok ? read.value.proposal : read.reason)).toBe("string");
      }),
      { numRuns: 300 },
    );
  });
});
