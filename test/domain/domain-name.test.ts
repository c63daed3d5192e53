import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin, obfuscateDomain, readDomain } from "#src/domain/domain-name.ts";
import {
  decideRule,
  decideStanding,
  domainOf,
  domainsAbove,
  placesOf,
  type RuleAboutDomain,
} from "#src/domain/standing.ts";

const domainIn = (typed: string): string | undefined => {
  const read = readDomain(typed);
  return read.ok ? read.domain : undefined;
};
const reasonOf = (typed: string): string | undefined => {
  const read = readDomain(typed);
  return read.ok ? undefined : read.reason;
};

test.each([
  ["Example.ORG", "example.org"],
  ["  example.org.  ", "example.org"],
  ["*.example.org", "example.org"],
  ["https://*.example.org/", "example.org"],
  ["https://user:word@EXAMPLE.org:8443/", "example.org"],
  ["example.org:8443", "example.org"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["ＥＸＡＭＰＬＥ．ｏｒｇ", "example.org"],
  ["ex\u00ADample.org", "example.org"],
  ["::1", "[::1]"],
  ["[2001:DB8::1]:443", "[2001:db8::1]"],
  ["0x7f.1", "127.0.0.1"],
  ["127.0.0.1.", "127.0.0.1"],
])("%s is %s", (typed, domain) => {
  expect(domainIn(typed)).toBe(domain);
});

test.each([
  ["", "empty"],
  ["@user@example.org", "account"],
  ["user@example.org", "account"],
  ["https://example.org/users/one", "path"],
  ["example.org/about", "path"],
  ["exa***.org", "obfuscated"],
  ["a..b", "malformed"],
  ["javascript:alert(1)", "malformed"],
  ["exa mple.org", "malformed"],
  [`${"a".repeat(64)}.org`, "malformed"],
])("%s is none: %s", (typed, reason) => {
  expect(reasonOf(typed)).toBe(reason);
});

test.each(["org", "co.uk", "github.io", "localhost"])("everybody registers below %s", (typed) => {
  expect(readDomain(typed)).toMatchObject({ ok: true, isPublicSuffix: true });
});
test.each(["example.org", "127.0.0.1", "[::1]"])("not below %s", (typed) => {
  expect(readDomain(typed)).toMatchObject({ ok: true, isPublicSuffix: false });
});

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/).filter((text) => !text.startsWith("xn--"));
const name = fc.array(label, { minLength: 2, maxLength: 5 }).map((labels) => labels.join("."));
const dressed = fc.record({
  name,
  upper: fc.boolean(),
  dots: fc.nat(2),
  scheme: fc.constantFrom("", "http://", "https://"),
  port: fc.option(fc.integer({ min: 1, max: 65_535 })),
  star: fc.boolean(),
});

test("however it is written, one domain is one domain, and rules meet the addresses of its actors", () => {
  fc.assert(
    fc.property(dressed, ({ name: plain, upper, dots, scheme, port, star }) => {
      const cased = upper ? plain.toUpperCase() : plain;
      const typed = `${scheme}${star ? "*." : ""}${cased}${".".repeat(Math.min(dots, 1))}${port === null ? "" : `:${port}`}`;
      const domain = domainIn(typed);
      expect(domain).toBe(plain);
      expect(domainIn(domain ?? "")).toBe(domain);
      expect(domainOf(`https://${cased}:${port ?? 443}/users/one`)).toBe(domain);
    }),
  );
});

test("nothing that is typed breaks it, and what it answers is stable", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.domain(), fc.ipV6(), fc.ipV4()), (typed) => {
      const read = readDomain(typed);
      if (!read.ok) return;
      expect(domainIn(read.domain)).toBe(read.domain);
      expect(domainsAbove(read.domain)[0]).toBe(read.domain);
    }),
  );
});

const standing = fc.constantFrom("allowed" as const, "limited" as const, "suspended" as const);
const rules = fc.array(
  fc.record({
    domain: fc.constantFrom("b.c", "a.b.c", "x.a.b.c", "z.c"),
    standing,
    listId: fc.constantFrom("", "one", "two"),
  }),
);

test("the longest name counts, a steward's word before a list's", () => {
  fc.assert(
    fc.property(rules, (all: RuleAboutDomain[]) => {
      const decided = decideRule(placesOf("https://x.a.b.c/"), all);
      const about = all.filter(({ domain }) => isWithin("x.a.b.c", domain));
      if (decided === undefined) {
        expect(about).toEqual([]);
        return;
      }
      const longest = Math.max(...about.map(({ domain }) => domain.length));
      expect(decided.domain.length).toBe(longest);
      const own = about.find(({ domain, listId }) => domain.length === longest && listId === "");
      if (own !== undefined) expect(decided).toBe(own);
    }),
  );
});

test("with an allow list only who is allowed and partners come in, and a limit stays one", () => {
  const judged = { rule: undefined, account: undefined, peer: "none", federation: "allow-list" } as const;
  const allowed: RuleAboutDomain = { domain: "a.b", standing: "allowed", listId: "" };
  expect(decideStanding(judged)).toBe("suspended");
  expect(decideStanding({ ...judged, peer: "known" })).toBe("open");
  expect(decideStanding({ ...judged, rule: allowed })).toBe("open");
  expect(decideStanding({ ...judged, rule: allowed, account: "limited" })).toBe("limited");
  expect(decideStanding({ ...judged, federation: "open" })).toBe("open");
  expect(decideStanding({ ...judged, federation: "open", peer: "blocked", rule: allowed })).toBe("suspended");
});

test("a domain that is shown in part cannot be gone to", () => {
  expect(obfuscateDomain("example.com")).toBe("exa****.*om");
  expect(obfuscateDomain("a.very.long.example.org")).not.toContain("long");
});
