import { isAddress } from "#src/domain/identity.ts";
import { actorIri, coopActorId, nodeActorId } from "#src/domain/iri.ts";
import { findCoop } from "#src/store/coop.ts";
import { listPeers } from "#src/store/peers.ts";
import type { DoctorParts } from "./doctor.ts";
import { found, type Found, type FindingCode } from "./finding.ts";
import type { Asked, CertificateSeen, Resolved } from "./outside.ts";

/** Names that no public name server knows (RFC 2606, RFC 6762, RFC 8375). */
const local = /(^|\.)(localhost|test|local|internal|home\.arpa)$/i;
const addressesLookedAt = 4;

const hostnameOf = (origin: string): string => new URL(origin).hostname.replace(/^\[|\]$/g, "");

/** The origin's name leads to addresses that strangers can reach, and somebody answers at each. */
export async function checkDns({ app, outside }: DoctorParts): Promise<Found> {
  const name = hostnameOf(app.origin);
  if (local.test(name)) return found("dns-local", { name });
  if (isAddress(name)) return found("dns-address", { name });
  const resolved = await outside.resolve(name);
  const { ipv4, ipv6, failed } = resolved;
  if (ipv4.length + ipv6.length > 0) return judgeAddresses({ app, outside }, name, resolved);
  return failed === undefined ? found("dns-none", { name }) : found("dns-failed", { name, failed });
}

async function judgeAddresses(
  { app, outside }: Pick<DoctorParts, "app" | "outside">,
  name: string,
  { ipv4, ipv6 }: Resolved,
): Promise<Found> {
  const all = [...ipv4, ...ipv6];
  const addresses = all.join(", ");
  const hidden = all.filter((address) => !outside.isPublic(address));
  if (hidden.length > 0) return found("dns-private", { name, addresses: hidden.join(", ") });
  const dead = all.length > 1 && app.origin.startsWith("https:") ? await findDead(outside, app.origin, all) : [];
  if (dead.length > 0) return found("dns-dead", { name, addresses: dead.join(", ") });
  if (ipv4.length === 0) return found("dns-ipv6", { name, addresses });
  return found(ipv6.length === 0 ? "dns-ipv4" : "dns-ok", { name, addresses });
}

/** Addresses at which nobody answers while somebody does at another; where there is no way from here, it cannot be seen. */
async function findDead(
  outside: DoctorParts["outside"],
  origin: string,
  all: readonly string[],
): Promise<readonly string[]> {
  const some = all.slice(0, addressesLookedAt);
  const seen = await Promise.all(some.map((address) => outside.certificate(origin, address)));
  const isDead = (one: CertificateSeen | undefined): boolean =>
    one !== undefined && "failed" in one && (one.failed === "closed" || one.failed === "silent");
  return seen.every(isDead) ? [] : some.filter((_, index) => isDead(seen[index]));
}

const soonDays = 14;
const dayMs = 24 * 3_600_000;

/** The certificate is valid, whole, for this name, and for some time yet. */
export async function checkTls({ app, outside }: DoctorParts): Promise<Found> {
  const { origin } = app;
  const name = hostnameOf(origin);
  if (!origin.startsWith("https:"))
    return local.test(name) || isHidden(outside, name) ? found("tls-local") : found("tls-plain", { origin });
  const { ipv4, ipv6 } = isAddress(name) ? { ipv4: [name], ipv6: [] } : await outside.resolve(name);
  const addresses = [...ipv4, ...ipv6].slice(0, addressesLookedAt);
  if (addresses.length === 0) return local.test(name) ? found("tls-local") : found("not-reached", { origin });
  const seen = await Promise.all(addresses.map((address) => outside.certificate(origin, address)));
  // The first that is wrong is what somebody else will meet.
  const answered = seen.filter((one) => "problem" in one);
  const worst = answered.find(({ problem }) => problem !== "none") ?? answered[0];
  if (worst === undefined) return unanswered(seen[0], origin);
  return judgeCertificate(worst, { name, nowMs: app.nowMs() });
}

const isHidden = (outside: DoctorParts["outside"], name: string): boolean => isAddress(name) && !outside.isPublic(name);

function unanswered(seen: CertificateSeen | undefined, origin: string): Found {
  const detail = seen?.detail ?? "";
  return seen !== undefined && "failed" in seen && seen.failed === "not-tls"
    ? found("tls-none", { origin, detail })
    : found("tls-silent", { origin, detail });
}

type Certificate = Extract<CertificateSeen, { problem: string }>;

const problemCodes: Readonly<Record<Exclude<Certificate["problem"], "none">, FindingCode>> = {
  expired: "tls-expired",
  early: "tls-early",
  name: "tls-name",
  chain: "tls-chain",
  "self-signed": "tls-self-signed",
  other: "tls-invalid",
};

function judgeCertificate(
  { problem, detail, validUntilMs }: Certificate,
  { name, nowMs }: { readonly name: string; readonly nowMs: number },
): Found {
  const days = Math.floor((validUntilMs - nowMs) / dayMs);
  if (problem !== "none") return found(problemCodes[problem], { name, detail, days: Math.abs(days) });
  return found(days < soonDays ? "tls-soon" : "tls-ok", { name, days });
}

/** The node answers at its own origin. */
export async function checkNode({ app, outside }: DoctorParts): Promise<Found> {
  const address = `${app.origin}/readyz`;
  const asked = await outside.ask("/readyz");
  if ("failed" in asked) return found("node-silent", { address });
  return asked.status === 200 ? found("node-ok", { address }) : found("node-status", { address, status: asked.status });
}

const jrdTypes = ["application/jrd+json", "application/json"];

/** The coop and the bare origin are found by WebFinger, which nothing before the node answers in its place. */
export async function checkWebFinger({ app, outside }: DoctorParts): Promise<Found> {
  const coop = await findCoop(app.database);
  if (coop === undefined) return found("not-set-up");
  const address = `${coop.handle}@${new URL(app.origin).host}`;
  const query = (resource: string): string => `/.well-known/webfinger?${new URLSearchParams({ resource }).toString()}`;
  const [ofCoop, ofOrigin] = await Promise.all([outside.ask(query(`acct:${address}`)), outside.ask(query(app.origin))]);
  if ("failed" in ofCoop) return found("not-reached", { origin: app.origin });
  const links = linksIn(ofCoop);
  const facts = { address, status: ofCoop.status, type: ofCoop.type };
  if (ofCoop.status !== 200 || links === undefined) return found("webfinger-swallowed", facts);
  if (!links.includes(actorIri(app.origin, coopActorId))) return found("webfinger-wrong", facts);
  if (!jrdTypes.includes(ofCoop.type)) return found("webfinger-type", facts);
  const node = linksIn(ofOrigin)?.includes(actorIri(app.origin, nodeActorId)) ?? false;
  return node ? found("webfinger-ok", facts) : found("webfinger-origin", { ...facts, origin: app.origin });
}

/** The addresses that a JRD links to; undefined for what is none. */
function linksIn(asked: Asked): readonly string[] | undefined {
  const { links } = "failed" in asked ? {} : readJson(asked.body);
  if (!Array.isArray(links)) return undefined;
  return links.flatMap((link: unknown) =>
    typeof link === "object" && link !== null && "href" in link && typeof link.href === "string" ? [link.href] : [],
  );
}

export function readJson(body: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : {};
  } catch {
    return {};
  }
}

/** What we say of ourselves is found, and ours. */
export async function checkNodeInfo({ app, outside }: DoctorParts): Promise<Found> {
  const asked = await outside.ask("/.well-known/nodeinfo");
  if ("failed" in asked) return found("not-reached", { origin: app.origin });
  const links = asked.status === 200 ? linksIn(asked) : undefined;
  if (links === undefined) return found("nodeinfo-swallowed", { status: asked.status });
  const href = links.find((link) => link.startsWith(`${app.origin}/nodeinfo/`));
  const info = href === undefined ? undefined : await outside.ask(href.slice(app.origin.length));
  return isOurInfo(info) ? found("nodeinfo-ok") : found("nodeinfo-wrong", { origin: app.origin });
}

function isOurInfo(info: Asked | undefined): boolean {
  if (info === undefined || "failed" in info) return false;
  const { software } = readJson(info.body);
  return typeof software === "object" && software !== null && "name" in software && software.name === "fedicoop";
}

/** Partners answer. */
export async function checkPeers({ app, partners }: DoctorParts): Promise<Found> {
  const peers = await listPeers(app.database, { states: ["partner", "limited"], limit: 100 });
  if (peers.length === 0) return found("peers-none");
  const answers = await Promise.all(peers.map(async (peer) => ({ peer, ...(await partners.check(peer.id)) })));
  const away = answers.filter(({ reachable }) => !reachable);
  const facts = {
    partners: peers.length,
    away: away.length,
    names: away
      .map(({ peer }) => peer.origin)
      .slice(0, 10)
      .join(", "),
  };
  if (away.length === 0) return found("peers-ok", facts);
  return found(away.length === peers.length && away.length > 1 ? "peers-all-away" : "peers-away", facts);
}

/** The mail server is there and greets. */
export async function checkMail({ outside }: DoctorParts): Promise<Found> {
  const greeting = await outside.mailGreeting();
  if (greeting === undefined) return found("mail-none");
  const { server, line } = greeting;
  if (line === undefined) return found("mail-silent", { server });
  return line.startsWith("220") ? found("mail-ok", { server }) : found("mail-other", { server, line });
}
