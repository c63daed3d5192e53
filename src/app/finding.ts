/** What the self-test looks at. */
export const checkNames = [
  "configuration",
  "database",
  "secret",
  "origin",
  "keys",
  "clock",
  "disk",
  "uploads",
  "stewards",
  "outbox",
  "dns",
  "tls",
  "node",
  "proxy",
  "webfinger",
  "nodeinfo",
  "actor",
  "peers",
  "mail",
] as const;
export type CheckName = (typeof checkNames)[number];

/** `attention`: it works, and somebody should look at it. `not-applicable`: there is nothing to look at here, or it cannot be seen from here. */
export type Verdict = "ok" | "attention" | "trouble" | "not-applicable";

/** Each thing that a check can come to, with its verdict. The words stand in the pages' locales (`doctor.ftl`). */
export const verdicts = {
  "database-ok": "ok",
  "database-ok-elsewhere": "ok",
  "secret-ok": "ok",
  "secret-wrong": "trouble",
  "origin-ok": "ok",
  "origin-none": "trouble",
  "origin-other": "trouble",
  "keys-ok": "ok",
  "keys-missing": "trouble",
  "keys-broken": "trouble",
  "keys-unpublished": "trouble",
  "keys-unseen": "ok",
  "clock-ok": "ok",
  "clock-alone": "ok",
  "clock-one": "attention",
  "clock-store": "trouble",
  "clock-attention": "attention",
  "clock-trouble": "trouble",
  "disk-ok": "ok",
  "disk-elsewhere": "ok",
  "disk-scarce": "attention",
  "disk-full": "trouble",
  "disk-locked": "trouble",
  "uploads-ok": "ok",
  "uploads-none": "ok",
  "stewards-ok": "ok",
  "stewards-soon": "attention",
  "stewards-closed": "trouble",
  "outbox-ok": "ok",
  "outbox-waits": "attention",
  "outbox-stuck": "trouble",
  "dns-ok": "ok",
  "dns-ipv4": "ok",
  "dns-ipv6": "attention",
  "dns-none": "trouble",
  "dns-private": "trouble",
  "dns-failed": "attention",
  "dns-dead": "attention",
  "dns-local": "not-applicable",
  "dns-address": "not-applicable",
  "tls-ok": "ok",
  "tls-soon": "attention",
  "tls-expired": "trouble",
  "tls-early": "trouble",
  "tls-name": "trouble",
  "tls-chain": "trouble",
  "tls-self-signed": "trouble",
  "tls-invalid": "trouble",
  "tls-silent": "trouble",
  "tls-none": "trouble",
  "tls-plain": "trouble",
  "tls-local": "not-applicable",
  "node-ok": "ok",
  "node-status": "trouble",
  "node-silent": "trouble",
  "proxy-ok": "ok",
  "proxy-direct": "ok",
  "proxy-elsewhere": "trouble",
  "proxy-spoofed": "trouble",
  "proxy-untrusted": "attention",
  "proxy-anonymous": "attention",
  "proxy-headers": "trouble",
  "proxy-scheme": "attention",
  "proxy-host": "attention",
  "webfinger-ok": "ok",
  "webfinger-swallowed": "trouble",
  "webfinger-wrong": "trouble",
  "webfinger-type": "attention",
  "webfinger-origin": "attention",
  "nodeinfo-ok": "ok",
  "nodeinfo-swallowed": "trouble",
  "nodeinfo-wrong": "trouble",
  "actor-ok": "ok",
  "actor-status": "trouble",
  "actor-page": "trouble",
  "actor-cached": "trouble",
  "actor-type": "attention",
  "actor-vary": "attention",
  "peers-ok": "ok",
  "peers-none": "ok",
  "peers-away": "attention",
  "peers-all-away": "trouble",
  "mail-ok": "ok",
  "mail-none": "not-applicable",
  "mail-silent": "trouble",
  "mail-other": "trouble",
  "not-set-up": "not-applicable",
  "not-reached": "not-applicable",
  late: "attention",
  failed: "trouble",
} as const satisfies Readonly<Record<string, Verdict>>;

export type FindingCode = keyof typeof verdicts;

/** What one look came to. `facts` fill in its sentence. */
export interface Finding {
  readonly check: CheckName;
  readonly code: FindingCode;
  readonly verdict: Verdict;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A finding before it is known which check made it. */
export type Found = Pick<Finding, "code" | "facts">;

export const found = (code: FindingCode, facts: Finding["facts"] = {}): Found => ({ code, facts });

export const findingOf = (check: CheckName, { code, facts }: Found): Finding => ({
  check,
  code,
  verdict: verdicts[code],
  facts,
});
